package io.carillon.protocol.sdp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * The {@code c=} line (RFC 8866 §5.7), and the address part of {@code o=} and {@code a=rtcp}.
 *
 * @param addressType {@code IP4} or {@code IP6}
 * @param address a literal address or a name, with whatever multicast suffix came with it
 */
public record Connection(String addressType, String address) {

    public static Connection of(InetAddress address) {
        String literal = address.getHostAddress();
        // A zone is the business of this machine alone.
        int zone = literal.indexOf('%');
        return new Connection(
                address instanceof Inet4Address ? "IP4" : "IP6", zone < 0 ? literal : literal.substring(0, zone));
    }

    /** The address if it is a literal one. Names are not looked up: that would block. */
    public Optional<InetAddress> literal() {
        try {
            return Optional.of(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** 0.0.0.0 or ::, the hold of RFC 2543: nothing can be sent there. */
    public boolean isUnspecified() {
        return literal().filter(InetAddress::isAnyLocalAddress).isPresent();
    }

    @Override
    public String toString() {
        return "IN " + addressType + " " + address;
    }
}
