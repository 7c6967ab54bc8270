package io.carillon.config;

import java.util.List;
import java.util.function.Function;

/** The outcome of reading a configuration file: its value with warnings, or the errors that reject it. */
public sealed interface Reading<T> {

    /** The same outcome for what is made of the value. */
    default <R> Reading<R> map(Function<T, R> step) {
        return switch (this) {
            case Loaded<T>(T value, List<Problem> warnings) -> new Loaded<>(step.apply(value), warnings);
            case Rejected<T>(List<Problem> errors, List<Problem> warnings) -> new Rejected<>(errors, warnings);
        };
    }

    /** The file can be used. */
    record Loaded<T>(T value, List<Problem> warnings) implements Reading<T> {
        public Loaded {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * The file cannot be used; whatever is in use stays.
     *
     * @param errors at least one
     * @param warnings told beside the errors
     */
    record Rejected<T>(List<Problem> errors, List<Problem> warnings) implements Reading<T> {
        public Rejected {
            errors = List.copyOf(errors);
            warnings = List.copyOf(warnings);
            if (errors.isEmpty()) {
                throw new IllegalArgumentException("a rejection has a reason");
            }
        }
    }
}
