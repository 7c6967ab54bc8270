package io.carillon.config.extensions;

import io.carillon.config.Problems;
import java.util.ArrayList;
import java.util.List;

/** Options of {@code Dial} that can be written and do nothing here. What a variable will hold is not known yet. */
final class DialReview {
    private static final String WITH_EFFECT = "rmghHLSAD";
    private static final int OPTIONS = 2;

    private DialReview() {}

    static void tell(Priority step, Problems problems) {
        if (!step.application().equalsIgnoreCase("Dial")) {
            return;
        }
        List<String> arguments = arguments(step.arguments());
        if (arguments.size() <= OPTIONS || arguments.get(OPTIONS).contains("$")) {
            return;
        }
        String letters = arguments.get(OPTIONS).replaceAll("\\([^()]*\\)|[\\s" + WITH_EFFECT + "]", "");
        if (!letters.isEmpty()) {
            problems.warning(step.at(), "these options of Dial have no effect in Carillon yet: " + letters);
        }
    }

    /** Commas inside of brackets separate nothing. */
    private static List<String> arguments(String text) {
        List<String> arguments = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '(', '[', '{' -> depth++;
                case ')', ']', '}' -> depth--;
                case ',' -> {
                    if (depth <= 0) {
                        arguments.add(text.substring(begin, i));
                        begin = i + 1;
                    }
                }
                default -> {}
            }
        }
        arguments.add(text.substring(begin));
        return arguments;
    }
}
