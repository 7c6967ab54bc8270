package io.carillon.protocol.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@code ;name=value} parameters of a header or URI, in the order and case they were written. Names compare without
 * case. A value keeps its quotes in {@link #toString()} and loses them in {@link #get(String)}.
 */
public record Parameters(List<Parameter> entries) {
    public static final Parameters NONE = new Parameters(List.of());

    /** One parameter; a flag such as {@code lr} has no value. */
    public record Parameter(String name, @Nullable String value) {
        @Override
        public String toString() {
            return value == null ? name : name + "=" + value;
        }
    }

    public Parameters {
        entries = List.copyOf(entries);
    }

    /** The value without quotes; empty for a flag and for an absent parameter. */
    public Optional<String> get(String name) {
        Parameter parameter = find(name);
        return parameter == null || parameter.value() == null
                ? Optional.empty()
                : Optional.of(Tokens.unquote(parameter.value()));
    }

    public boolean has(String name) {
        return find(name) != null;
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** These parameters with one set to a value that is written as given (a token, or already quoted). */
    public Parameters with(String name, String value) {
        return put(new Parameter(name, value));
    }

    /** These parameters with a flag. */
    public Parameters withFlag(String name) {
        return put(new Parameter(name, null));
    }

    public Parameters without(String name) {
        if (!has(name)) {
            return this;
        }
        return new Parameters(
                entries.stream().filter(p -> !p.name().equalsIgnoreCase(name)).toList());
    }

    private Parameters put(Parameter parameter) {
        List<Parameter> next = new ArrayList<>(entries.size() + 1);
        boolean placed = false;
        for (Parameter entry : entries) {
            if (!entry.name().equalsIgnoreCase(parameter.name())) {
                next.add(entry);
            } else if (!placed) {
                next.add(parameter);
                placed = true;
            }
        }
        if (!placed) {
            next.add(parameter);
        }
        return new Parameters(next);
    }

    private @Nullable Parameter find(String name) {
        // By index: messages are full of parameters, and each iterator would be an object.
        for (int i = 0; i < entries.size(); i++) {
            Parameter entry = entries.get(i);
            if (entry.name().equalsIgnoreCase(name)) {
                return entry;
            }
        }
        return null;
    }

    void appendTo(StringBuilder text) {
        for (int i = 0; i < entries.size(); i++) {
            Parameter entry = entries.get(i);
            text.append(';').append(entry.name());
            if (entry.value() != null) {
                text.append('=').append(entry.value());
            }
        }
    }

    /** {@code ;name=value;flag}, empty without parameters. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        appendTo(text);
        return text.toString();
    }
}
