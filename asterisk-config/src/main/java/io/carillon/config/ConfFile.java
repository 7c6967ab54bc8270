package io.carillon.config;

import java.util.List;
import java.util.Optional;

/**
 * A configuration file by Asterisk's grammar, before anybody asks what its options mean: sections with templates applied
 * and included files in place.
 *
 * @param start where the file begins, for what is said about the file as a whole
 */
public record ConfFile(List<Section> sections, Position start) {
    public ConfFile {
        sections = List.copyOf(sections);
    }

    /** What reading a path can come to. A file with mistakes in it is present; the mistakes are in the problems. */
    public sealed interface Outcome {
        record Present(ConfFile file) implements Outcome {}

        record Absent() implements Outcome {}
    }

    /** Reads a file and what it includes. Mistakes go to {@code problems}; nothing is thrown. */
    public static Outcome read(Sources sources, String path, Problems problems) {
        return switch (sources.read(path)) {
            case Sources.Source.Missing() -> new Outcome.Absent();
            case Sources.Source.Unreadable(String reason) -> {
                Position start = new Position(path, 1, 1);
                problems.error(start, "the file " + reason);
                yield new Outcome.Present(new ConfFile(List.of(), start));
            }
            case Sources.Source.Text(String text) -> {
                ConfReader reader = new ConfReader(sources, problems);
                reader.read(path, text);
                yield new Outcome.Present(new ConfFile(reader.sections(), new Position(path, 1, 1)));
            }
        };
    }

    /** The section of that name, in any case. */
    public Optional<Section> section(String name) {
        return sections.stream().filter(section -> section.isNamed(name)).findFirst();
    }
}
