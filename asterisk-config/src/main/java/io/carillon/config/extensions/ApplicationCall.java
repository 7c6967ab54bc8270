package io.carillon.config.extensions;

import io.carillon.config.Problems;
import io.carillon.config.Text;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code Dial(SIP/user1,8)}, {@code Hangup}, or the old forms {@code VoiceMail,b1000} and {@code Dial,SIP/user1|8}. */
record ApplicationCall(String name, String arguments) {
    private static final Pattern NAME = Pattern.compile("\\w+");

    static Optional<ApplicationCall> read(Text call, Problems problems) {
        String text = call.value();
        int end = 0;
        while (end < text.length() && "(,|".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        Text name = call.part(0, end).strip();
        if (name.isEmpty()) {
            problems.error(call.at(), "the application is missing");
            return Optional.empty();
        }
        if (!NAME.matcher(name.value()).matches()) {
            problems.error(name.at(), "the name of an application has letters, digits and _ only");
            return Optional.empty();
        }
        if (end == text.length()) {
            return Optional.of(new ApplicationCall(name.value(), ""));
        }
        return text.charAt(end) == '('
                ? bracketed(name, call.from(end), problems)
                : Optional.of(new ApplicationCall(
                        name.value(), old(call.from(end + 1).strip().value())));
    }

    private static Optional<ApplicationCall> bracketed(Text name, Text rest, Problems problems) {
        int close = rest.value().lastIndexOf(')');
        if (close < 0) {
            problems.error(rest.at(), "the ')' of this '(' is missing");
            return Optional.empty();
        }
        if (close + 1 < rest.length()) {
            problems.warning(rest.from(close + 1).strip().at(), "the text behind ')' is ignored");
        }
        return Optional.of(
                new ApplicationCall(name.value(), rest.part(1, close).strip().value()));
    }

    /** Before brackets came, {@code |} stood between arguments; inside of an expression it means "or". */
    private static String old(String arguments) {
        StringBuilder changed = new StringBuilder(arguments.length());
        int depth = 0;
        for (int i = 0; i < arguments.length(); i++) {
            char c = arguments.charAt(i);
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            changed.append(c == '|' && depth <= 0 ? ',' : c);
        }
        return changed.toString();
    }
}
