package io.carillon.protocol.sdp;

import java.util.List;
import java.util.Optional;

/** {@code a=name} or {@code a=name:value} (RFC 8866 §5.13). Names are case-sensitive. */
public record Attribute(String name, Optional<String> value) {

    public static Attribute of(String name, String value) {
        return new Attribute(name, Optional.of(value));
    }

    /** A property: an attribute without value. */
    public static Attribute of(String name) {
        return new Attribute(name, Optional.empty());
    }

    static Attribute parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? of(text) : of(text.substring(0, colon), text.substring(colon + 1));
    }

    /** The value of the first attribute of this name that has one. */
    static Optional<String> valueOf(String name, List<Attribute> attributes) {
        for (Attribute attribute : attributes) {
            if (attribute.value.isPresent() && attribute.name.equals(name)) {
                return attribute.value;
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return value.map(v -> name + ":" + v).orElse(name);
    }
}
