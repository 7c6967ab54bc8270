package io.carillon.config;

import java.util.List;

/**
 * A section with all its lines: first those of the templates it names, then its own, in the order of the file.
 *
 * @param template written {@code [name](!)}: only there to be inherited from
 * @param again where its header stands a second time, if it does, without {@code (+)}
 */
public record Section(String name, Position at, boolean template, List<Entry> entries, List<Position> again) {
    public Section {
        entries = List.copyOf(entries);
        again = List.copyOf(again);
    }

    public boolean isNamed(String other) {
        return name.equalsIgnoreCase(other);
    }
}
