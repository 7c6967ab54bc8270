package io.carillon.config;

/**
 * The texts a configuration is read from: a directory, or a revision that was committed earlier.
 *
 * <p>Paths are relative to the configuration directory, with {@code /} between their parts.
 */
@FunctionalInterface
public interface Sources {

    Source read(String path);

    /** What stands under a path. */
    sealed interface Source {
        record Text(String text) implements Source {}

        record Missing() implements Source {}

        /** @param reason why it cannot be read, as the end of a sentence */
        record Unreadable(String reason) implements Source {}
    }
}
