package io.carillon.config.extensions;

import io.carillon.config.Located;
import io.carillon.config.Problems;
import io.carillon.config.Text;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first field of an {@code exten} line. */
record ExtensionName(String name, Optional<String> callerId) {
    private static final Pattern GLOBAL = Pattern.compile("\\$\\{([A-Za-z_]\\w*)}");

    /** Asterisk's own limit. */
    private static final int MAX_LENGTH = 80;

    static Optional<ExtensionName> read(Text field, Map<String, Located<String>> globals, Problems problems) {
        int slash = field.value().indexOf('/');
        Text number = slash < 0 ? field : field.part(0, slash).strip();
        Optional<String> caller =
                slash < 0 ? Optional.empty() : Optional.of(withGlobals(field.from(slash + 1), globals));
        String name = withGlobals(number, globals);
        if (name.isEmpty() || name.length() > MAX_LENGTH) {
            problems.error(
                    field.at(),
                    name.isEmpty()
                            ? "the number of the extension is missing"
                            : "the number of an extension has at most " + MAX_LENGTH + " characters");
            return Optional.empty();
        }
        return isPattern(number, problems) ? Optional.of(new ExtensionName(name, caller)) : Optional.empty();
    }

    /** Variables of [globals] are put in while the file is read; calls have no say in it. */
    private static String withGlobals(Text text, Map<String, Located<String>> globals) {
        return GLOBAL.matcher(text.strip().value())
                .replaceAll(found -> Matcher.quoteReplacement(Optional.ofNullable(globals.get(found.group(1)))
                        .map(Located::value)
                        .orElse("")));
    }

    private static boolean isPattern(Text number, Problems problems) {
        String text = number.value();
        if (!text.startsWith("_")) {
            return true;
        }
        int open = text.lastIndexOf('[');
        if (open > text.lastIndexOf(']')) {
            problems.error(number.at(open), "the ']' of this set of digits is missing");
            return false;
        }
        if (text.length() == 1) {
            problems.error(number.at(), "a pattern has at least one character behind _");
            return false;
        }
        int rest = firstWildcard(text);
        if (rest >= 0 && rest + 1 < text.length()) {
            problems.warning(number.at(rest + 1), "what stands behind . or ! in a pattern is not looked at");
        }
        if (text.equals("_.") || text.equals("_!")) {
            problems.warning(
                    number.at(), text + " also matches the special extensions i, t and h; _X. matches what is dialled");
        }
        return true;
    }

    /** The first {@code .} or {@code !} outside of brackets, or -1. */
    private static int firstWildcard(String text) {
        boolean set = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            set = c == '[' || (set && c != ']');
            if (!set && (c == '.' || c == '!')) {
                return i;
            }
        }
        return -1;
    }
}
