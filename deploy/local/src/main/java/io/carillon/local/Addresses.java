package io.carillon.local;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Socket addresses as people write and reach them. */
final class Addresses {
    /** TEST-NET-1 (RFC 5737): nothing is sent there; the kernel only tells which of our addresses would be used. */
    private static final InetSocketAddress ELSEWHERE = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 9);

    private Addresses() {}

    static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    }

    static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (address.getAddress() instanceof Inet6Address ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /** Reads {@code 192.0.2.7:5060}, {@code [2001:db8::7]:5060} or {@code 192.0.2.7}; never asks DNS. */
    static Optional<InetSocketAddress> parse(String text, int standardPort) {
        int colon = text.lastIndexOf(':');
        boolean portGiven = colon > text.lastIndexOf(']') && (text.startsWith("[") || text.indexOf(':') == colon);
        String host = portGiven ? text.substring(0, colon) : text;
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (!bare.contains(".") && !bare.contains(":")) {
            // Java takes a bare number for an IPv4 address; who writes one means a port.
            return Optional.empty();
        }
        try {
            int port = portGiven ? Integer.parseInt(text.substring(colon + 1)) : standardPort;
            return Optional.of(new InetSocketAddress(InetAddress.ofLiteral(bare), port));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    /** Where a phone finds what listens on {@code address}: a wildcard is replaced by our address to the outside. */
    static InetSocketAddress reachable(InetSocketAddress address) {
        if (!address.getAddress().isAnyLocalAddress()) {
            return address;
        }
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(ELSEWHERE);
            InetAddress ours = socket.getLocalAddress();
            return ours.isAnyLocalAddress()
                    ? loopback(address.getPort())
                    : new InetSocketAddress(ours, address.getPort());
        } catch (IOException | java.io.UncheckedIOException noRoute) {
            return loopback(address.getPort());
        }
    }
}
