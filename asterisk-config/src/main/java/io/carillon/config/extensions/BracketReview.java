package io.carillon.config.extensions;

import io.carillon.config.Position;
import io.carillon.config.Problems;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A variable or an expression that no bracket closes stays text when a call comes to it, and a function that none closes is
 * a variable that nobody has set: nobody means that.
 */
final class BracketReview {

    private static final Pattern OPEN_FUNCTION = Pattern.compile("\\$\\{\\s*([A-Za-z_]\\w*)\\([^(){}]*\\}");

    private BracketReview() {}

    static void tell(String text, Position at, Problems problems) {
        for (int dollar = text.indexOf('$'); dollar >= 0; dollar = text.indexOf('$', dollar + 1)) {
            char open = dollar + 1 < text.length() ? text.charAt(dollar + 1) : ' ';
            char close = open == '{' ? '}' : ']';
            if ((open == '{' || open == '[') && !isClosed(text, dollar + 1, open, close)) {
                problems.warning(at, "the '" + close + "' of '$" + open + "' is missing: it is taken as text");
                return;
            }
        }
        Matcher function = OPEN_FUNCTION.matcher(text);
        if (function.find()) {
            problems.warning(at, "the ')' of " + function.group(1) + "( is missing: it is empty");
        }
    }

    private static boolean isClosed(String text, int from, char open, char close) {
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == open ? 1 : c == close ? -1 : 0;
            if (depth == 0) {
                return true;
            }
        }
        return false;
    }
}
