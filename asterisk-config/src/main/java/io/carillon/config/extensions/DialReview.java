package io.carillon.config.extensions;

import io.carillon.config.Problems;

/** Options of {@code Dial} that can be written and do nothing here. What a variable will hold is not known yet. */
final class DialReview {
    private static final String WITH_EFFECT = "rmghHLSAD";
    private static final int OPTIONS = 2;

    private DialReview() {}

    static void tell(Priority step, Problems problems) {
        if (!step.application().equalsIgnoreCase("Dial")) {
            return;
        }
        WrittenArguments.of(step.arguments())
                .literal(OPTIONS)
                .map(options -> options.replaceAll("\\([^()]*\\)|[\\s" + WITH_EFFECT + "]", ""))
                .filter(letters -> !letters.isEmpty())
                .ifPresent(letters -> problems.warning(
                        step.at(), "these options of Dial have no effect in Carillon yet: " + letters));
    }
}
