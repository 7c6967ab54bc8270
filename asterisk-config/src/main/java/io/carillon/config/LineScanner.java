package io.carillon.config;

/**
 * Takes comments out of lines. Carries the depth of {@code ;-- … --;} from one line to the next, so one scanner reads one
 * file from its top.
 */
final class LineScanner {
    private static final int ZERO_WIDTH_SPACE = 0x200b;
    private static final int BYTE_ORDER_MARK = 0xfeff;

    private final Problems problems;
    private int commentDepth;
    private Position commentBegin = new Position("", 1, 1);

    LineScanner(Problems problems) {
        this.problems = problems;
    }

    /** The line without comments and without blanks at its ends. */
    Text scan(String raw, Position line) {
        StringBuilder kept = new StringBuilder(raw.length());
        int[] columns = new int[raw.length() + 1];
        int i = 0;
        while (i < raw.length()) {
            int column = i + 1;
            if (commentDepth > 0) {
                i += inComment(raw, i, line);
                continue;
            }
            char c = raw.charAt(i);
            if (c == ';') {
                if (!opensBlock(raw, i)) {
                    break;
                }
                commentDepth = 1;
                commentBegin = line.right(i);
                i += 3;
                continue;
            }
            if (c == '\\' && i + 1 < raw.length() && raw.charAt(i + 1) == ';') {
                c = ';';
                i++;
            }
            keep(c, column, kept, columns, line);
            i++;
        }
        columns[kept.length()] = Math.min(i, raw.length()) + 1;
        return Text.ofLine(kept.toString(), line, columns).strip();
    }

    /** To be called behind the last line. */
    void end() {
        if (commentDepth > 0) {
            problems.warning(commentBegin, "this comment is not closed by --; and reaches to the end of the file");
        }
    }

    /** How many characters to go on by. */
    private int inComment(String raw, int i, Position line) {
        if (raw.startsWith("--;", i)) {
            commentDepth--;
            return 3;
        }
        if (opensBlock(raw, i)) {
            commentDepth++;
            return 3;
        }
        return 1;
    }

    /** {@code ;---} is a drawn line, not a block. */
    private static boolean opensBlock(String raw, int i) {
        return raw.startsWith(";--", i) && !raw.startsWith("-", i + 3);
    }

    private void keep(char c, int column, StringBuilder kept, int[] columns, Position line) {
        if (c == BYTE_ORDER_MARK || c == ZERO_WIDTH_SPACE) {
            return;
        }
        char plain = Character.isSpaceChar(c) || Character.isWhitespace(c) ? ' ' : c;
        if (Character.isISOControl(plain)) {
            problems.error(line.right(column - 1), String.format("a control character (U+%04X)", (int) plain));
            return;
        }
        columns[kept.length()] = column;
        kept.append(plain);
    }
}
