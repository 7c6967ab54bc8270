package io.carillon.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The texts a configuration is read from: a directory, or a revision that was committed earlier.
 *
 * <p>Paths are relative to the configuration directory, with {@code /} between their parts.
 */
public interface Sources {

    Source read(String path);

    /** The paths that a pattern with {@code *} and {@code ?} in its last part matches, in alphabetical order. */
    List<String> matching(String pattern);

    /** What stands under a path. */
    sealed interface Source {
        record Text(String text) implements Source {}

        record Missing() implements Source {}

        /** @param reason why it cannot be read, as the end of a sentence */
        record Unreadable(String reason) implements Source {}
    }

    /** The files below a directory. Bytes that are not UTF-8 are taken as Latin-1. */
    static Sources directory(Path directory) {
        return new DirectorySources(directory);
    }

    /** Texts by path, such as those of a committed revision. */
    static Sources of(Map<String, String> texts) {
        return new TextSources(texts);
    }
}
