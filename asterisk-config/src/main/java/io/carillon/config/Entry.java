package io.carillon.config;

import java.util.Locale;

/** One line {@code key=value} or {@code key => value} of a section. */
public record Entry(Text key, Text value) {

    /** The key in lower case: options are known in any case. */
    public String name() {
        return key.value().toLowerCase(Locale.ROOT);
    }

    public Position at() {
        return key.at();
    }

    /** Only the key: a value may be a password. */
    @Override
    public String toString() {
        return key.value() + " at " + at();
    }
}
