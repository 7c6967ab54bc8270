package io.carillon.proxy.dialplan;

import java.util.Optional;

/** What a caller keys in to name an extension of a context. */
public final class DialledDigits {
    private DialledDigits() {}

    /**
     * Waits for more keys as long as they can make a difference (TIMEOUT(digit) each).
     *
     * @return the extension, which the context may not have
     */
    public static Target gather(Run run, String context, char first) {
        StringBuilder digits = new StringBuilder().append(first);
        DialMatch match = run.dialled(context, digits.toString());
        while (match.canGrow()) {
            Optional<Character> next = run.key(Timeouts.digit(run));
            if (next.isEmpty()) {
                break;
            }
            digits.append(next.get());
            match = run.dialled(context, digits.toString());
        }
        return Target.of(context, digits.toString());
    }
}
