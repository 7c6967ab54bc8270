package io.carillon.protocol.sip;

import java.util.Locale;

/**
 * Text of a stranger made fit for a log or a terminal: what would end a line, move a cursor or turn the direction of
 * writing is shown and not obeyed. Everything that a sender chose passes here before it is logged, escapes undone or not.
 */
public final class Printable {
    /** Longer names, reasons and addresses than this tell nothing more. */
    private static final int MAX_CHARS = 200;

    private static final char DELETE = 0x7f;

    private Printable() {}

    /** One line of at most 200 characters. */
    public static String line(String text) {
        boolean isLong = text.length() > MAX_CHARS;
        StringBuilder shown = new StringBuilder(Math.min(text.length(), MAX_CHARS) + 8);
        for (int i = 0; i < Math.min(text.length(), MAX_CHARS); i++) {
            append(shown, text.charAt(i));
        }
        return isLong ? shown.append('…').toString() : shown.toString();
    }

    /** The same lines, whole; tabs stay. For a message that is shown as it came. */
    public static String lines(String text) {
        StringBuilder shown = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean endsLine = c == '\n' || (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n');
            if (endsLine || c == '\t') {
                shown.append(c);
            } else {
                append(shown, c);
            }
        }
        return shown.toString();
    }

    private static void append(StringBuilder shown, char c) {
        switch (c) {
            case '\r' -> shown.append("\\r");
            case '\n' -> shown.append("\\n");
            case '\t' -> shown.append("\\t");
            default -> {
                if ((c >= ' ' && c < DELETE) || isHarmless(c)) {
                    shown.append(c);
                } else {
                    shown.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                }
            }
        }
    }

    /** Beyond ASCII: neither a control nor a line separator nor one of the marks that reorder what follows. */
    private static boolean isHarmless(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
