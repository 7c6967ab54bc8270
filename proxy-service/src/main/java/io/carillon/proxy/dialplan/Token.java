package io.carillon.proxy.dialplan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A word of an expression. */
sealed interface Token {
    record Operator(String sign) implements Token {}

    record Value(Operand operand) implements Token {}

    /** The longer ones first. */
    List<String> SIGNS = List.of(
            "||", "&&", "==", "=~", "!=", "<=", ">=", "::", "~~", "=", "<", ">", "|", "&", "+", "-", "*", "/", "%", "!",
            ":", "?", ",", "(", ")");

    /** Empty when a quotation mark is missing. */
    static Optional<List<Token>> read(String text) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            Optional<String> sign = signAt(text, at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (sign.isPresent()) {
                tokens.add(new Operator(sign.get()));
                at += sign.get().length();
            } else {
                int end = c == '"' ? text.indexOf('"', at + 1) + 1 : endOfWord(text, at + 1);
                if (end == 0) {
                    return Optional.empty();
                }
                tokens.add(new Value(new Operand(text.substring(at, end))));
                at = end;
            }
        }
        return Optional.of(List.copyOf(tokens));
    }

    private static Optional<String> signAt(String text, int at) {
        return SIGNS.stream().filter(sign -> text.startsWith(sign, at)).findFirst();
    }

    private static int endOfWord(String text, int from) {
        int end = from;
        while (end < text.length()
                && !Character.isWhitespace(text.charAt(end))
                && text.charAt(end) != '"'
                && signAt(text, end).isEmpty()) {
            end++;
        }
        return end;
    }
}
