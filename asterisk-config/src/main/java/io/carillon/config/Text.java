package io.carillon.config;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of one line that still knows where each of its characters stood, also after comments and the backslash of
 * {@code \;} were taken out. Never empty-handed: an empty text knows where it would begin.
 */
public final class Text {
    private final String value;
    private final Position line;
    private final int[] columns;
    private final int offset;

    /**
     * @param columns of every character of the whole line, and one more for its end
     * @param offset of this piece in {@code columns}
     */
    private Text(String value, Position line, int[] columns, int offset) {
        this.value = value;
        this.line = line;
        this.columns = columns;
        this.offset = offset;
    }

    /** A whole line: its characters, the column of each, and of its end. */
    static Text ofLine(String value, Position line, int[] columns) {
        return new Text(value, line, columns, 0);
    }

    public String value() {
        return value;
    }

    public boolean isEmpty() {
        return value.isEmpty();
    }

    public int length() {
        return value.length();
    }

    /** Where it begins. */
    public Position at() {
        return at(0);
    }

    /** Where its character {@code index} stands; its length is the place behind it. */
    public Position at(int index) {
        return new Position(line.file(), line.line(), columns[offset + index]);
    }

    public Text from(int begin) {
        return part(begin, value.length());
    }

    public Text part(int begin, int end) {
        return new Text(value.substring(begin, end), line, columns, offset + begin);
    }

    /** Without blanks at both ends. */
    public Text strip() {
        int begin = 0;
        int end = value.length();
        while (begin < end && Character.isWhitespace(value.charAt(begin))) {
            begin++;
        }
        while (end > begin && Character.isWhitespace(value.charAt(end - 1))) {
            end--;
        }
        return part(begin, end);
    }

    /** What stands between separators, each without blanks at its ends; at least one piece. */
    public List<Text> split(String separators) {
        List<Text> pieces = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < value.length(); i++) {
            if (separators.indexOf(value.charAt(i)) >= 0) {
                pieces.add(part(begin, i).strip());
                begin = i + 1;
            }
        }
        pieces.add(from(begin).strip());
        return pieces;
    }

    public Located<String> located() {
        return new Located<>(value, at());
    }

    @Override
    public String toString() {
        return value;
    }
}
