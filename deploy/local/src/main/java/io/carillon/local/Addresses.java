package io.carillon.local;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Socket addresses as they are written and reached. */
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
