package io.carillon.protocol.sip;

import java.util.Optional;
import java.util.OptionalInt;

/** One Via value (RFC 3261 §20.42, RFC 3581). {@code sentBy} is echoed as it was written. */
public record Via(TransportProtocol protocol, HostPort sentBy, Parameters parameters) {
    /** RFC 3261 §8.1.1.7: a branch that is unique across space and time begins with this. */
    public static final String MAGIC_COOKIE = "z9hG4bK";

    /** @throws IllegalArgumentException if the text is no Via value */
    public static Via parse(String text) {
        try {
            return Grammar.via(text);
        } catch (BadSyntax e) {
            throw new IllegalArgumentException(e.getMessage() + ": " + text, e);
        }
    }

    public Optional<String> branch() {
        return parameters.get("branch");
    }

    public Optional<String> received() {
        return parameters.get("received");
    }

    public Optional<String> maddr() {
        return parameters.get("maddr");
    }

    /** The value of {@code rport}; empty also when the flag is there without a value. */
    public OptionalInt rport() {
        long port = parameters.get("rport").map(p -> Tokens.number(p, 65_535)).orElse(-1L);
        return port <= 0 ? OptionalInt.empty() : OptionalInt.of((int) port);
    }

    /** Whether the client asked for RFC 3581, with or without a value yet. */
    public boolean wantsRport() {
        return parameters.has("rport");
    }

    public Via with(String parameter, String value) {
        return new Via(protocol, sentBy, parameters.with(parameter, value));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(80);
        text.append("SIP/2.0/").append(protocol.name()).append(' ').append(sentBy);
        parameters.appendTo(text);
        return text.toString();
    }
}
