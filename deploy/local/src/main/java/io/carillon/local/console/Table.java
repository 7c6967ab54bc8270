package io.carillon.local.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Columns under Asterisk's titles: at least as wide as there, and wider where a cell needs it, so that no name is cut.
 * Cells may hold what a phone has sent: control characters are shown, not obeyed.
 */
final class Table {
    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    /** @param width Asterisk's */
    record Column(String title, int width, boolean right) {
        static Column left(String title, int width) {
            return new Column(title, width, false);
        }

        static Column right(String title, int width) {
            return new Column(title, width, true);
        }
    }

    Table(Column... columns) {
        this.columns = List.of(columns);
    }

    void row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException("a row has " + columns.size() + " cells, not " + cells.length);
        }
        rows.add(IntStream.range(0, cells.length)
                .mapToObj(i -> printable(cells[i]))
                .toList());
    }

    List<String> lines() {
        List<String> titles = columns.stream().map(Column::title).toList();
        int[] widths = IntStream.range(0, columns.size()).map(this::width).toArray();
        List<String> lines = new ArrayList<>();
        lines.add(line(titles, widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private int width(int column) {
        int cells =
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
        return Math.max(
                columns.get(column).width(),
                Math.max(columns.get(column).title().length(), cells));
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String blanks = " ".repeat(widths[i] - cells.get(i).length());
            line.append(columns.get(i).right() ? blanks + cells.get(i) : cells.get(i) + blanks)
                    .append(i + 1 < cells.size() ? " " : "");
        }
        return line.toString().stripTrailing();
    }

    static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
