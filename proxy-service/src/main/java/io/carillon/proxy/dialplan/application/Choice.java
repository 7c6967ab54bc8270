package io.carillon.proxy.dialplan.application;

import io.carillon.proxy.dialplan.Condition;
import io.carillon.proxy.dialplan.Run;
import java.util.Optional;

/** {@code condition?one:other}, of which either may be missing. */
record Choice(String condition, String one, String other) {
    /** Empty, and told, when there is no question mark. */
    static Optional<Choice> read(Run run, String application, String text) {
        int question = text.indexOf('?');
        if (question < 0) {
            run.warnOnce(application + " takes condition?one:other, not " + text);
            return Optional.empty();
        }
        String choices = text.substring(question + 1);
        int colon = colon(choices);
        return Optional.of(new Choice(
                text.substring(0, question),
                (colon < 0 ? choices : choices.substring(0, colon)).strip(),
                colon < 0 ? "" : choices.substring(colon + 1).strip()));
    }

    /** Outside of brackets: an application's arguments may have colons. */
    private static int colon(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ':' && depth <= 0) {
                return i;
            }
        }
        return -1;
    }

    /** What the condition chooses, if there is anything. */
    Optional<String> chosen() {
        return chosen(Condition.isTrue(condition));
    }

    Optional<String> chosen(boolean first) {
        return Optional.of(first ? one : other).filter(text -> !text.isEmpty());
    }
}
