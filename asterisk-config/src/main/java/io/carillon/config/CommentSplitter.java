package io.carillon.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells text from comments: {@code ; to the end of the line} and {@code ;-- over several lines --;}, which nest. Carries
 * its depth from one line to the next, so one splitter goes through one file from its top.
 */
final class CommentSplitter {
    private static final int MARK_LENGTH = 3;

    private int depth;

    /** A part of a line, from {@code begin} to before {@code end}. */
    record Piece(Kind kind, int begin, int end) {
        String of(String line) {
            return line.substring(begin, end);
        }
    }

    enum Kind {
        TEXT,
        COMMENT,
        /** {@code ;}, {@code ;--} or {@code --;}. */
        MARK
    }

    boolean isInComment() {
        return depth > 0;
    }

    /** The line in pieces that follow one another without a gap. */
    List<Piece> split(String line) {
        List<Piece> pieces = new ArrayList<>();
        int begin = 0;
        int i = 0;
        while (i < line.length()) {
            int mark = mark(line, i);
            if (mark == 0) {
                // The backslash of \; keeps the semicolon in the text.
                i += depth == 0 && line.startsWith("\\;", i) ? 2 : 1;
                continue;
            }
            add(pieces, depth > 0 ? Kind.COMMENT : Kind.TEXT, begin, i);
            pieces.add(new Piece(Kind.MARK, i, i + mark));
            begin = i + mark;
            i = begin;
            if (mark == 1) {
                add(pieces, Kind.COMMENT, begin, line.length());
                return pieces;
            }
            depth += line.charAt(i - 1) == ';' ? -1 : 1;
        }
        add(pieces, depth > 0 ? Kind.COMMENT : Kind.TEXT, begin, line.length());
        return pieces;
    }

    private static void add(List<Piece> pieces, Kind kind, int begin, int end) {
        if (end > begin) {
            pieces.add(new Piece(kind, begin, end));
        }
    }

    /** The length of the mark that begins here, or 0. */
    private int mark(String line, int i) {
        if (depth > 0 && line.startsWith("--;", i)) {
            return MARK_LENGTH;
        }
        // ";---" is a drawn line, not a block.
        if (line.startsWith(";--", i) && !line.startsWith("-", i + MARK_LENGTH)) {
            return MARK_LENGTH;
        }
        return depth == 0 && line.charAt(i) == ';' ? 1 : 0;
    }
}
