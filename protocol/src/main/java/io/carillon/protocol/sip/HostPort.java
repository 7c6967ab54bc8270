package io.carillon.protocol.sip;

import java.util.Locale;
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
