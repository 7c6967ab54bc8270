package io.carillon.voicemail.message;

import io.carillon.facts.Party;
import java.util.Optional;

/** Who left a message, as the caller id said. */
public record Caller(Optional<String> name, Optional<String> number) {
    public static final Caller UNKNOWN = new Caller(Optional.empty(), Optional.empty());

    /** As facts name a caller. */
    public Party party() {
        return new Party(number.orElse(""), Optional.empty(), name, number);
    }

    /** {@code "name" <number>}, as much of it as is known. */
    @Override
    public String toString() {
        String quoted = name.map(text -> '"' + text + '"').orElse("");
        String address = number.map(text -> '<' + text + '>').orElse("");
        return quoted + (quoted.isEmpty() || address.isEmpty() ? "" : " ") + address;
    }
}
