package io.carillon.protocol.sip;

import java.util.ArrayList;
import java.util.List;

/** The lexical rules of RFC 3261 §25.1 that more than one header needs: tokens, quoted strings, comma lists. */
final class Tokens {
    private static final boolean[] TOKEN = new boolean[128];

    static {
        for (char c = '0'; c <= '9'; c++) {
            TOKEN[c] = true;
        }
        for (char c = 'A'; c <= 'Z'; c++) {
            TOKEN[c] = true;
            TOKEN[Character.toLowerCase(c)] = true;
        }
        for (char c : "-.!%*_+`'~".toCharArray()) {
            TOKEN[c] = true;
        }
    }

    private Tokens() {}

    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isTokenChar(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    static boolean isTokenChar(int c) {
        return c < TOKEN.length && TOKEN[c];
    }

    /** Whether there is a character that no header may have: a control other than the tab. */
    static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' && text.charAt(i) != '\t') {
                return true;
            }
        }
        return false;
    }

    /** Whether a scheme and a colon come first (RFC 3261 §25.1 {@code scheme}). */
    static boolean startsWithScheme(String uri) {
        int colon = uri.indexOf(':');
        for (int i = 0; i < colon; i++) {
            char c = uri.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && (i == 0 || ((c < '0' || c > '9') && "+-.".indexOf(c) < 0))) {
                return false;
            }
        }
        return colon > 0;
    }

    /** Digits only, no sign, at most {@code max}; -1 when it is anything else. */
    static long number(String text, long max) {
        if (text.isEmpty() || text.length() > 18) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value <= max ? value : -1;
    }

    /** Splits at commas that stand outside quotes and angle brackets; empty elements are dropped (RFC 3261 §7.3.1). */
    static List<String> list(String value) {
        if (value.indexOf(',') < 0) {
            return value.isEmpty() ? List.of() : List.of(value);
        }
        List<String> elements = new ArrayList<>();
        boolean quoted = false;
        int brackets = 0;
        int from = 0;
        for (int i = 0; i < value.length(); i++) {
            switch (value.charAt(i)) {
                case '\\' -> i += quoted ? 1 : 0;
                case '"' -> quoted = !quoted;
                case '<' -> brackets += quoted ? 0 : 1;
                case '>' -> brackets -= quoted ? 0 : 1;
                case ',' -> {
                    if (!quoted && brackets <= 0) {
                        addTrimmed(elements, value, from, i);
                        from = i + 1;
                    }
                }
                default -> {}
            }
        }
        addTrimmed(elements, value, from, value.length());
        return elements;
    }

    private static void addTrimmed(List<String> elements, String value, int from, int to) {
        String element = value.substring(from, to).strip();
        if (!element.isEmpty()) {
            elements.add(element);
        }
    }

    /** The content of a quoted string, with its escapes undone; any other text as it is. */
    static String unquote(String text) {
        if (text.length() < 2 || text.charAt(0) != '"' || text.charAt(text.length() - 1) != '"') {
            return text;
        }
        return unescape(text.substring(1, text.length() - 1));
    }

    static String unescape(String inner) {
        if (inner.indexOf('\\') < 0) {
            return inner;
        }
        StringBuilder plain = new StringBuilder(inner.length());
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (c == '\\' && i + 1 < inner.length()) {
                i++;
                c = inner.charAt(i);
            }
            plain.append(c);
        }
        return plain.toString();
    }

    static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\');
            }
            quoted.append(c);
        }
        return quoted.append('"').toString();
    }
}
