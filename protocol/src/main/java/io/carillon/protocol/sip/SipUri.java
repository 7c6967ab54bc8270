package io.carillon.protocol.sip;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A {@code sip:} or {@code sips:} URI (RFC 3261 §19.1). The user part keeps its escapes as written; a password, if one
 * was written, is dropped when parsed (§19.1.1 advises against it, and nothing of ours needs it). {@code headers} is
 * the text after the question mark. Equality is that of §19.1.4, which is not transitive: do not rely on it beyond
 * pairs.
 *
 * <p>Who calls may also be named by a telephone number (RFC 3966): that is a user without a host, and goes nowhere.
 */
public record SipUri(
        boolean secure,
        Optional<String> user,
        String host,
        OptionalInt port,
        Parameters parameters,
        Optional<String> headers) {

    /**
     * {@code sip:user@host}.
     *
     * @param user as people write it; what the grammar does not allow there is escaped. Empty for none.
     */
    public static SipUri of(String user, String host) {
        return new SipUri(false, UserPart.escaped(user), host, OptionalInt.empty(), Parameters.NONE, Optional.empty());
    }

    /** {@code sip:user@host:port}, the user as in {@link #of(String, String)}. */
    public static SipUri of(String user, HostPort address) {
        return of(user, address.host()).withPort(address.port());
    }

    /** {@code sip:host:port}. */
    public static SipUri of(HostPort address) {
        return new SipUri(false, Optional.empty(), address.host(), address.port(), Parameters.NONE, Optional.empty());
    }

    /**
     * {@code tel:number}, which names a person in From, To and P-Asserted-Identity.
     *
     * @param number without visual separators (RFC 3966 §5.1.1)
     */
    static SipUri telephone(String number, Parameters parameters) {
        return new SipUri(false, Optional.of(number), "", OptionalInt.empty(), parameters, Optional.empty());
    }

    /** @throws IllegalArgumentException if the text is no SIP URI */
    public static SipUri parse(String text) {
        try {
            return Grammar.uri(text);
        } catch (BadSyntax e) {
            throw new IllegalArgumentException(e.getMessage() + ": " + text, e);
        }
    }

    public static Optional<SipUri> tryParse(String text) {
        try {
            return Optional.of(Grammar.uri(text));
        } catch (BadSyntax e) {
            return Optional.empty();
        }
    }

    /** Whether it is a telephone number, which no request can be sent to. */
    public boolean isTelephone() {
        return host.isEmpty();
    }

    /** The user with its escapes undone: what names an account or an extension. */
    public Optional<String> plainUser() {
        return user.map(UserPart::unescaped);
    }

    /** A header that a request made from this URI is to have (§19.1.1), its escapes undone; names compare without case. */
    public Optional<String> header(String name) {
        return headers.stream()
                .flatMap(written -> Stream.of(written.split("&", -1)))
                .map(field -> field.split("=", 2))
                .filter(field ->
                        field.length == 2 && UserPart.unescaped(field[0]).equalsIgnoreCase(name))
                .map(field -> UserPart.unescaped(field[1]))
                .findFirst();
    }

    public HostPort hostPort() {
        return new HostPort(host, port);
    }

    /** @param newUser as in {@link #of(String, String)} */
    public SipUri withUser(String newUser) {
        return new SipUri(secure, UserPart.escaped(newUser), host, port, parameters, headers);
    }

    public SipUri withHost(HostPort address) {
        return new SipUri(secure, user, address.host(), address.port(), parameters, headers);
    }

    public SipUri withPort(OptionalInt newPort) {
        return new SipUri(secure, user, host, newPort, parameters, headers);
    }

    public SipUri withParameters(Parameters newParameters) {
        return new SipUri(secure, user, host, port, newParameters, headers);
    }

    /** Without parameters and headers: what names a person rather than a way to a device. */
    public SipUri bare() {
        return new SipUri(secure, user, host, port, Parameters.NONE, Optional.empty());
    }

    /** The {@code transport} parameter. */
    public Optional<TransportProtocol> transport() {
        return parameters.get("transport").flatMap(TransportProtocol::of);
    }

    /** Whether the element it names is a loose router (§19.1.1). */
    public boolean looseRouting() {
        return parameters.has("lr");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SipUri that && UriComparison.equivalent(this, that);
    }

    @Override
    public int hashCode() {
        return host.toLowerCase(Locale.ROOT).hashCode() * 31 + port.hashCode();
    }

    void appendTo(StringBuilder text) {
        if (isTelephone()) {
            text.append("tel:").append(user.orElse(""));
            parameters.appendTo(text);
            return;
        }
        text.append(secure ? "sips:" : "sip:");
        if (user.isPresent()) {
            text.append(user.get()).append('@');
        }
        text.append(host);
        if (port.isPresent()) {
            text.append(':').append(port.getAsInt());
        }
        parameters.appendTo(text);
        if (headers.isPresent()) {
            text.append('?').append(headers.get());
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(48);
        appendTo(text);
        return text.toString();
    }
}
