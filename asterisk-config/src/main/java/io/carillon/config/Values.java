package io.carillon.config;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the values that several files know. What cannot be read is told as an error and is empty. */
public final class Values {
    private static final Set<String> YES = Set.of("yes", "true", "y", "t", "1", "on");
    private static final Set<String> NO = Set.of("no", "false", "n", "f", "0", "off");
    /** Nine digits fit into an int, whatever they are. */
    private static final int MAX_DIGITS = 9;

    private Values() {}

    public static Optional<Boolean> flag(Entry entry, Problems problems) {
        Optional<Boolean> flag = flag(entry.value().value());
        if (flag.isEmpty()) {
            problems.error(entry.value().at(), entry.key() + " is yes or no");
        }
        return flag;
    }

    /** Asterisk's words for yes and no, in any case. */
    public static Optional<Boolean> flag(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        return YES.contains(word) ? Optional.of(true) : NO.contains(word) ? Optional.of(false) : Optional.empty();
    }

    public static OptionalInt number(Entry entry, int minimum, int maximum, Problems problems) {
        OptionalInt number = number(entry.value().value());
        if (number.isEmpty() || number.getAsInt() < minimum || number.getAsInt() > maximum) {
            problems.error(entry.value().at(), entry.key() + " is a number from " + minimum + " to " + maximum);
            return OptionalInt.empty();
        }
        return number;
    }

    /** A whole number without a sign. */
    public static OptionalInt number(String text) {
        boolean digits =
                !text.isEmpty() && text.length() <= MAX_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    /** The value, or empty when nothing stands behind the equals sign. */
    public static Optional<String> given(Entry entry) {
        return Optional.of(entry.value().value()).filter(value -> !value.isEmpty());
    }

    /** Some text; a value that is not there is an error. */
    public static Optional<String> text(Entry entry, Problems problems) {
        if (entry.value().isEmpty()) {
            problems.error(entry.value().at(), entry.key() + " has no value");
            return Optional.empty();
        }
        return Optional.of(entry.value().value());
    }
}
