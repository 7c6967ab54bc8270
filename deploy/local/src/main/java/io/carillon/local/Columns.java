package io.carillon.local;

import java.util.List;
import java.util.stream.IntStream;

/** Rows of cells as lines, each column as wide as its widest cell; the last cell of a row ends its line. */
final class Columns {
    private static final String GAP = "  ";

    private Columns() {}

    /** @param rows all of one length */
    static List<String> lines(List<List<String>> rows) {
        return rows.stream().map(row -> line(row, rows)).toList();
    }

    private static String line(List<String> row, List<List<String>> rows) {
        StringBuilder line = new StringBuilder();
        int last = row.size() - 1;
        IntStream.range(0, last)
                .forEach(column -> line.append(row.get(column))
                        .repeat(" ", widest(column, rows) - row.get(column).length())
                        .append(GAP));
        return line.append(row.get(last)).toString();
    }

    private static int widest(int column, List<List<String>> rows) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
