package io.carillon.config.extensions;

import io.carillon.config.Located;
import io.carillon.config.Position;
import java.util.List;

/** A context in the order in which it is written. Sections of one name are one context. */
public record Context(
        String name,
        List<Extension> extensions,
        List<Include> includes,
        List<Located<String>> ignorePatterns,
        Position at) {
    public Context {
        extensions = List.copyOf(extensions);
        includes = List.copyOf(includes);
        ignorePatterns = List.copyOf(ignorePatterns);
    }
}
