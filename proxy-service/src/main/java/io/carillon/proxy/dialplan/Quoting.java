package io.carillon.proxy.dialplan;

/**
 * How text that a phone chose (the number it dialled, a caller's number and name, the target of a 302) travels through
 * the plan without ever becoming plan.
 *
 * <p>As in Asterisk, variables are put in first and arguments are separated afterwards, so that a variable of the plan
 * may hold {@code SIP/a&SIP/b} or {@code context,extension,1}. To keep that from phones, every ASCII character of
 * theirs that is neither letter nor digit is moved into Unicode's private use area ({@code U+E000} and its code) when it
 * enters the plan. Nothing there takes it for a comma, an ampersand, a quote or an operator; cutting and joining text
 * keeps it what it is. {@link #plain} moves it back where text leaves the plan: comparisons, the extension to go to,
 * the account to call, the log. Forgetting that shows odd characters, but harms nobody.
 */
public final class Quoting {
    private static final char BASE = '\uE000';
    private static final int ASCII = 0x80;
    private static final char REPLACEMENT = '\uFFFD';

    private Quoting() {}

    /** Text of a phone, made harmless. What already looks quoted is replaced. */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isQuoted(c)) {
                quoted.append(REPLACEMENT);
            } else {
                quoted.append(c < ASCII && !isLetterOrDigit(c) ? (char) (BASE + c) : c);
            }
        }
        return quoted.toString();
    }

    /** The text as the phone wrote it. Text of the plan itself stays as it is. */
    public static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            plain.append(plain(text.charAt(i)));
        }
        return plain.toString();
    }

    static char plain(char c) {
        return isQuoted(c) ? (char) (c - BASE) : c;
    }

    static boolean isQuoted(char c) {
        return c >= BASE && c < BASE + ASCII;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
