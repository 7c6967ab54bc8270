package io.carillon.voicemail.message;

import io.carillon.facts.Party;
import java.util.Optional;

/**
 * Who left a message.
 *
 * @param name as the caller id said, and so the number
 * @param account whose phone it was, if it is one of ours
 */
public record Caller(Optional<String> name, Optional<String> number, Optional<String> account) {
    public static final Caller UNKNOWN = new Caller(Optional.empty(), Optional.empty());

    /** One of whom no account is known. */
    public Caller(Optional<String> name, Optional<String> number) {
        this(name, number, Optional.empty());
    }

    /** As facts name a caller. */
    public Party party() {
        return new Party(account.or(() -> number).orElse(""), account, name, number);
    }

    /** {@code "name" <number>}, as much of it as is known. */
    @Override
    public String toString() {
        String quoted = name.map(text -> '"' + text + '"').orElse("");
        String address = number.map(text -> '<' + text + '>').orElse("");
        return quoted + (quoted.isEmpty() || address.isEmpty() ? "" : " ") + address;
    }
}
