package io.carillon.protocol.sip;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** A host (name, IPv4 address, or IPv6 address in brackets) and the port if one was written. */
public record HostPort(String host, OptionalInt port) {
    /** RFC 3261 §19.1.2: where a SIP URI or Via without a port points to. */
    public static final int DEFAULT_PORT = 5060;

    public HostPort(String host, int port) {
        this(host, OptionalInt.of(port));
    }

    public int portOr(int otherwise) {
        return port.orElse(otherwise);
    }

    /** The address, if the host is one and no name. Never asks DNS. */
    public Optional<InetAddress> address() {
        return addressOf(host);
    }

    /** The address that this host is, with or without brackets; empty for a name. Never asks DNS. */
    public static Optional<InetAddress> addressOf(String host) {
        char last = host.isEmpty() ? ' ' : host.charAt(host.length() - 1);
        boolean maybeAddress = Character.digit(last, 10) >= 0 || last == ']' || host.indexOf(':') >= 0;
        if (!maybeAddress) {
            return Optional.empty();
        }
        boolean bracketed = host.charAt(0) == '[' && last == ']';
        try {
            return Optional.of(InetAddress.ofLiteral(bracketed ? host.substring(1, host.length() - 1) : host));
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }

    /** The address as a URI or a Via has it: one of IPv6 in brackets, and without the zone, which is nobody else's business. */
    public static String hostOf(InetAddress address) {
        String literal = address.getHostAddress();
        if (literal.indexOf(':') < 0) {
            return literal;
        }
        int zone = literal.indexOf('%');
        return "[" + (zone < 0 ? literal : literal.substring(0, zone)) + "]";
    }

    /** Whether the host is this address, however it is written (RFC 5118 §4: IPv6 has many ways). */
    public boolean isAt(InetAddress address) {
        // Text first: nearly every host is of IPv4, where equal addresses are equal texts.
        return host.equals(address.getHostAddress())
                || (host.indexOf(':') >= 0
                        && addressOf(host).filter(address::equals).isPresent());
    }

    /** Hosts compare without case (RFC 3261 §19.1.4); a port that is not written is not the default port. */
    @Override
    public boolean equals(Object other) {
        return other instanceof HostPort that && host.equalsIgnoreCase(that.host) && port.equals(that.port);
    }

    @Override
    public int hashCode() {
        return host.toLowerCase(Locale.ROOT).hashCode() * 31 + port.hashCode();
    }

    @Override
    public String toString() {
        return port.isPresent() ? host + ":" + port.getAsInt() : host;
    }
}
