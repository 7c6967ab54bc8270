package io.carillon.proxy.dialplan;

import io.carillon.config.Located;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Evaluates {@code [globals]}, which may name each other in any order. */
final class Globals implements Scope {
    /** A global that names globals that name globals. */
    private static final int MAX_DEPTH = 20;

    private final Map<String, Located<String>> written;
    private final Vocabulary vocabulary;
    private final Map<String, String> values = new HashMap<>();
    private final Substitution substitution = new Substitution(this);
    private int depth;

    private Globals(Map<String, Located<String>> written, Vocabulary vocabulary) {
        this.written = written;
        this.vocabulary = vocabulary;
    }

    static Map<String, String> evaluate(Map<String, Located<String>> written, Vocabulary vocabulary) {
        Globals globals = new Globals(written, vocabulary);
        written.keySet().forEach(globals::variable);
        return Map.copyOf(globals.values);
    }

    @Override
    public Optional<String> variable(String name) {
        Located<String> text = written.get(name);
        if (text == null || depth >= MAX_DEPTH) {
            return Optional.empty();
        }
        String known = values.get(name);
        if (known == null) {
            // Empty for itself while it is being evaluated.
            values.put(name, "");
            depth++;
            known = substitution.apply(text.value());
            depth--;
            values.put(name, known);
        }
        return Optional.of(known);
    }

    @Override
    public Optional<String> function(String name, String argument) {
        return vocabulary.function(name).map(function -> function.read(this, argument));
    }

    @Override
    public void complain(String text) {
        // No call is there yet that this could be told of; what cannot be understood counts as in a call.
    }
}
