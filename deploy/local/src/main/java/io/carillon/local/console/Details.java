package io.carillon.local.console;

import java.util.ArrayList;
import java.util.List;

/** Names and values, one a line, the names of one width to the right, as Asterisk shows one thing. */
final class Details {
    private final int width;
    private final List<String> lines = new ArrayList<>();

    /** @param width of the names */
    Details(int width) {
        this.width = width;
    }

    void title(String text) {
        lines.add(text);
    }

    void add(String name, String value) {
        lines.add((" ".repeat(Math.max(0, width - name.length())) + name + ": " + Table.printable(value))
                .stripTrailing());
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
