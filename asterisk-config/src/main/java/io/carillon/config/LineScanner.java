package io.carillon.config;

/** Takes comments out of the lines of one file, from its top to its end. */
final class LineScanner {
    private static final int ZERO_WIDTH_SPACE = 0x200b;
    private static final int BYTE_ORDER_MARK = 0xfeff;

    private final CommentSplitter comments = new CommentSplitter();
    private final Problems problems;
    private Position lastText = new Position("", 1, 1);

    LineScanner(Problems problems) {
        this.problems = problems;
    }

    /** The line without comments and without blanks at its ends. */
    Text scan(String raw, Position line) {
        if (!comments.isInComment()) {
            lastText = line;
        }
        StringBuilder kept = new StringBuilder(raw.length());
        int[] columns = new int[raw.length() + 1];
        int end = 1;
        for (CommentSplitter.Piece piece : comments.split(raw)) {
            if (piece.kind() == CommentSplitter.Kind.TEXT) {
                for (int i = piece.begin(); i < piece.end(); i++) {
                    int column = i + 1;
                    if (raw.startsWith("\\;", i)) {
                        i++;
                    }
                    keep(raw.charAt(i), column, kept, columns, line);
                }
                end = piece.end() + 1;
            }
        }
        columns[kept.length()] = end;
        return Text.ofLine(kept.toString(), line, columns).strip();
    }

    /** To be called behind the last line. */
    void end() {
        if (comments.isInComment()) {
            problems.warning(lastText, "a comment begins here with ;-- and no --; ends it");
        }
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
