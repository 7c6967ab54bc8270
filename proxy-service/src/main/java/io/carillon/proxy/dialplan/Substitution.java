package io.carillon.proxy.dialplan;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts values into text: <code>${NAME}</code>, <code>${NAME:offset:length}</code>, <code>${FUNCTION(argument)}</code>
 * and <code>$[expression]</code>, from the inside out. A value that was put in is not looked at again.
 */
final class Substitution {
    /** Characters of a value; what is longer is cut. Room for any list of targets, no room to fill the heap. */
    static final int MAX_LENGTH = 8 * 1024;

    /** Names within names. People nest two or three. */
    private static final int MAX_DEPTH = 20;

    /** Two numbers, and blanks between. */
    private static final int MAX_PART = 40;

    private static final Pattern PART = Pattern.compile("\\s*([-+]?\\d{1,9})?\\s*(?::\\s*([-+]?\\d{1,9})?\\s*)?");

    private final Scope scope;

    /** Says where a complaint comes from. */
    private record Telling(Scope scope, String place) implements Scope {
        @Override
        public Optional<String> variable(String name) {
            return scope.variable(name);
        }

        @Override
        public Optional<String> function(String name, String argument) {
            return scope.function(name, argument);
        }

        @Override
        public void complain(String text) {
            scope.complain(text + place);
        }
    }

    Substitution(Scope scope) {
        this.scope = scope;
    }

    String apply(String text) {
        return text.indexOf('$') < 0 ? cut(text) : apply(text, 0);
    }

    private String apply(String text, int depth) {
        if (depth > MAX_DEPTH) {
            scope.complain("names are nested more than " + MAX_DEPTH + " deep");
            return "";
        }
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < text.length() && out.length() < MAX_LENGTH) {
            int dollar = text.indexOf('$', at);
            if (dollar < 0) {
                dollar = text.length();
            }
            out.append(text, at, dollar);
            int close = closing(text, dollar + 1);
            if (close > 0) {
                String inside = apply(text.substring(dollar + 2, close), depth + 1);
                out.append(text.charAt(dollar + 1) == '{' ? value(inside) : expression(inside));
                at = close + 1;
            } else {
                out.append(text, dollar, Math.min(dollar + 1, text.length()));
                at = dollar + 1;
            }
        }
        return cut(out.toString());
    }

    /** The bracket that closes the one at {@code open}, or -1. */
    static int closing(String text, int open) {
        char bracket = open < text.length() ? text.charAt(open) : ' ';
        char closing = bracket == '{' ? '}' : ']';
        if (bracket != '{' && bracket != '[') {
            return -1;
        }
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == bracket ? 1 : c == closing ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private String value(String inside) {
        int colon = colonOutsideOfBrackets(inside);
        String name = (colon < 0 ? inside : inside.substring(0, colon)).strip();
        String value = cut(lookUp(name));
        if (colon < 0) {
            return value;
        }
        String numbers = Quoting.plain(inside.substring(colon + 1)).strip();
        Matcher part = PART.matcher(numbers);
        if (numbers.length() > MAX_PART || !part.matches()) {
            scope.complain("behind the colon of ${" + inside + "} stand an offset and a length");
            return value;
        }
        return part(
                value,
                part.group(1) == null ? 0 : Integer.parseInt(part.group(1)),
                part.group(2) == null ? Integer.MAX_VALUE : Integer.parseInt(part.group(2)));
    }

    private String lookUp(String name) {
        int open = name.indexOf('(');
        if (open > 0 && name.endsWith(")")) {
            String function = name.substring(0, open).toUpperCase(Locale.ROOT);
            return scope.function(function, name.substring(open + 1, name.length() - 1))
                    .orElseGet(() -> {
                        scope.complain("there is no function " + function);
                        return "";
                    });
        }
        return scope.variable(Quoting.plain(name)).orElse("");
    }

    private String expression(String inside) {
        Scope within = new Telling(scope, " in $[" + inside + "]");
        return switch (Expression.evaluate(inside, within)) {
            case Expression.Result.Value(String value) -> cut(value);
            case Expression.Result.Malformed(String why) -> {
                scope.complain("$[" + inside + "] cannot be understood: " + why);
                // What Asterisk gives it: a condition that it is in is not met.
                yield "0";
            }
        };
    }

    /** A negative offset counts from the end; a negative length leaves that many characters away at the end. */
    static String part(String value, int offset, int length) {
        int size = value.length();
        int from = offset < 0 ? Math.max(0, size + offset) : Math.min(offset, size);
        long to = length < 0 ? (long) size + length : Math.min(size, (long) from + length);
        return to <= from ? "" : value.substring(from, (int) to);
    }

    private static int colonOutsideOfBrackets(String text) {
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

    private static String cut(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
    }
}
