package io.carillon.proxy.dialplan.function;

import io.carillon.proxy.dialplan.Arguments;
import io.carillon.proxy.dialplan.Function;
import io.carillon.proxy.dialplan.Quoting;
import io.carillon.proxy.dialplan.RegularExpression;
import io.carillon.proxy.dialplan.Scope;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Functions of text alone. */
final class TextFunctions {
    static final List<Function> ALL = List.of(
            Function.of("LEN", (_, text) -> String.valueOf(text.length())),
            Function.of("TOUPPER", (_, text) -> text.toUpperCase(Locale.ROOT)),
            Function.of("TOLOWER", (_, text) -> text.toLowerCase(Locale.ROOT)),
            Function.of("QUOTE", (_, text) -> "\"" + text.replaceAll("([\"\\\\])", "\\\\$1") + "\""),
            Function.of("URIENCODE", (_, text) -> encoded(text)),
            Function.of("URIDECODE", (_, text) -> decoded(text)),
            Function.of("FILTER", (_, arguments) -> filtered(arguments)),
            Function.of("REGEX", TextFunctions::regex));

    /** RFC 3986 §2.3. */
    private static final String UNRESERVED = "-_.~";

    private static final int BYTE = 0xff;
    private static final int HEX = 16;

    private TextFunctions() {}

    /** {@code REGEX("pattern" text)} */
    private static String regex(Scope scope, String arguments) {
        int open = arguments.indexOf('"');
        int close = open < 0 ? -1 : closingQuote(arguments, open + 1);
        if (close < 0) {
            scope.complain("REGEX takes \"pattern\" text");
            return "0";
        }
        String pattern = arguments.substring(open + 1, close).replace("\\\"", "\"");
        String text = arguments.substring(close + 1);
        return RegularExpression.matches(text.startsWith(" ") ? text.substring(1) : text, pattern, scope::complain)
                ? "1"
                : "0";
    }

    private static int closingQuote(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) != '"') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return i < text.length() ? i : -1;
    }

    /** {@code FILTER(0-9a-f,text)}: what is left of the text. */
    private static String filtered(String arguments) {
        List<String> parts = Arguments.splitOnce(arguments, ',');
        BitSet allowed = allowed(Quoting.plain(parts.getFirst()));
        StringBuilder left = new StringBuilder();
        if (parts.size() == 2) {
            parts.getLast()
                    .chars()
                    .filter(c ->
                            allowed.get(Quoting.plain(String.valueOf((char) c)).charAt(0)))
                    .forEach(c -> left.append((char) c));
        }
        return left.toString();
    }

    /** Ranges, and a backslash in front of what is meant as it stands; {@code \x2d}, {@code \n} and the like too. */
    private static BitSet allowed(String text) {
        BitSet allowed = new BitSet();
        int i = 0;
        while (i < text.length()) {
            Escaped from = Escaped.at(text, i);
            i = from.end();
            boolean range = i + 1 < text.length() && text.charAt(i) == '-';
            Escaped to = range ? Escaped.at(text, i + 1) : from;
            i = to.end();
            if (to.character() >= from.character()) {
                allowed.set(from.character(), to.character() + 1);
            }
        }
        return allowed;
    }

    /** One character of a set, and where the next one begins. */
    private record Escaped(char character, int end) {
        private static final Pattern HEXADECIMAL = Pattern.compile("\\\\x([0-9A-Fa-f]{2})");

        static Escaped at(String text, int i) {
            Matcher hexadecimal = HEXADECIMAL.matcher(text).region(i, text.length());
            if (hexadecimal.lookingAt()) {
                return new Escaped((char) Integer.parseInt(hexadecimal.group(1), HEX), hexadecimal.end());
            }
            if (text.charAt(i) != '\\' || i + 1 == text.length()) {
                return new Escaped(text.charAt(i), i + 1);
            }
            char letter = text.charAt(i + 1);
            return new Escaped(
                    switch (letter) {
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        case 't' -> '\t';
                        default -> letter;
                    },
                    i + 2);
        }
    }

    private static String encoded(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            String one = Character.toString(c);
            String plain = Quoting.plain(one);
            char first = plain.charAt(0);
            if (first < 0x80 && (Character.isLetterOrDigit(first) || UNRESERVED.indexOf(first) >= 0)) {
                out.append(one);
            } else {
                for (byte octet : plain.getBytes(StandardCharsets.UTF_8)) {
                    out.append("%%%02X".formatted(octet & BYTE));
                }
            }
        });
        return out.toString();
    }

    /** What was encoded may be anybody's text: it comes out quoted. */
    private static String decoded(String text) {
        String plain = Quoting.plain(text);
        byte[] octets = plain.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[octets.length];
        int length = 0;
        for (int i = 0; i < octets.length; i++) {
            boolean escape = octets[i] == '%'
                    && i + 2 < octets.length
                    && Character.digit(octets[i + 1], HEX) >= 0
                    && Character.digit(octets[i + 2], HEX) >= 0;
            out[length++] = escape
                    ? (byte) (Character.digit(octets[i + 1], HEX) * HEX + Character.digit(octets[i + 2], HEX))
                    : octets[i];
            i += escape ? 2 : 0;
        }
        return Quoting.quote(new String(out, 0, length, StandardCharsets.UTF_8));
    }
}
