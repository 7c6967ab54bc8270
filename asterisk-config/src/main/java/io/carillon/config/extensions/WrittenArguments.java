package io.carillon.config.extensions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The arguments of a step as they are written. What a variable will hold is not known yet. */
record WrittenArguments(List<String> all) {

    /** Commas inside of brackets separate nothing. */
    static WrittenArguments of(String text) {
        List<String> arguments = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '(', '[', '{' -> depth++;
                case ')', ']', '}' -> depth--;
                case ',' -> {
                    if (depth <= 0) {
                        arguments.add(text.substring(begin, i).strip());
                        begin = i + 1;
                    }
                }
                default -> {}
            }
        }
        arguments.add(text.substring(begin).strip());
        return new WrittenArguments(List.copyOf(arguments));
    }

    /** The argument, from 0, if it is there and nothing in it is computed. */
    Optional<String> literal(int index) {
        return at(index).filter(text -> !text.contains("$"));
    }

    /** The argument, from 0, if it is there; it may be computed. */
    Optional<String> at(int index) {
        return index < all.size() && !all.get(index).isEmpty() ? Optional.of(all.get(index)) : Optional.empty();
    }

    /** What stands behind the question mark that is outside of variables and expressions: one or two alternatives. */
    static List<String> choices(String text) {
        int question = outside(text, '?', 0);
        if (question < 0) {
            return List.of();
        }
        int colon = outside(text, ':', question + 1);
        return colon < 0
                ? List.of(text.substring(question + 1))
                : List.of(text.substring(question + 1, colon), text.substring(colon + 1));
    }

    private static int outside(String text, char wanted, int from) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            if (i >= from && c == wanted && depth <= 0) {
                return i;
            }
        }
        return -1;
    }
}
