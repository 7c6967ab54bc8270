package io.carillon.proxy.dialplan;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What stands between an application's brackets, with variables put in, in the plan's quoting (see {@link Quoting}).
 */
public record Arguments(String text) {
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{0,9})?|\\.\\d{1,9}");

    /** No application asks for more; what exceeds it stays in the last argument. */
    private static final int MAX_ARGUMENTS = 64;

    private static final char SEPARATOR = ',';

    /** Separated by commas outside of brackets and quotes, without blanks around. No text is no argument. */
    public List<String> all() {
        return text.isBlank() ? List.of() : split(text, SEPARATOR);
    }

    /** An argument that is there and not empty, from 0. */
    public Optional<String> at(int index) {
        List<String> all = all();
        return index < all.size() && !all.get(index).isEmpty() ? Optional.of(all.get(index)) : Optional.empty();
    }

    /** Seconds with fractions, not negative. */
    public static Optional<Duration> seconds(String text) {
        String number = Quoting.plain(text).strip();
        return SECONDS.matcher(number).matches()
                ? Optional.of(Duration.ofMillis(
                        new BigDecimal(number).movePointRight(3).longValue()))
                : Optional.empty();
    }

    /** Thousandths of a second, not negative. */
    public static Optional<Duration> milliseconds(String text) {
        return seconds(text).map(number -> number.dividedBy(1000));
    }

    /** Splits as Asterisk does: brackets keep together, quotes too but vanish, a backslash protects one character. */
    public static List<String> split(String text, char separator) {
        return split(text, separator, MAX_ARGUMENTS, false);
    }

    /** The same, with quotes and backslashes left as they are: for parts that are split again. */
    public static List<String> splitRaw(String text, char separator) {
        return split(text, separator, MAX_ARGUMENTS, true);
    }

    /** The part before the first separator, and the rest if there is one; quotes and backslashes stay. */
    public static List<String> splitOnce(String text, char separator) {
        return split(text, separator, 2, true);
    }

    private static List<String> split(String text, char separator, int most, boolean raw) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int depth = 0;
        boolean inQuotes = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == separator && depth == 0 && !inQuotes && parts.size() < most - 1) {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else if (c == '\\' && i + 1 < text.length()) {
                i++;
                part.append(raw ? "\\" : "").append(text.charAt(i));
            } else if (c == '"') {
                inQuotes = !inQuotes;
                part.append(raw ? "\"" : "");
            } else {
                depth += c == '(' || c == '[' ? 1 : (c == ')' || c == ']') && depth > 0 ? -1 : 0;
                part.append(c);
            }
        }
        parts.add(part.toString().strip());
        return List.copyOf(parts);
    }
}
