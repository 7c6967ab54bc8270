package io.carillon.protocol.datagram;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Optional;

/**
 * Which of this machine's addresses the kernel would send from. Asked by connecting a UDP socket, which sends nothing and
 * does not block, but costs a dozen system calls. Any thread.
 */
public final class SourceAddress {
    /** An address that no host has (RFC 5737): whatever route leads there is the usual one. */
    private static final InetAddress SOMEWHERE = InetAddress.ofLiteral("192.0.2.1");

    private static final int ANY_PORT = 9;

    private SourceAddress() {}

    /** Empty where no route leads to the peer, or none is known. */
    public static Optional<InetAddress> toward(InetAddress peer) {
        try (DatagramChannel probe = DatagramChannel.open(StandardProtocolFamily.INET)) {
            probe.connect(new InetSocketAddress(peer, ANY_PORT));
            InetAddress ours = ((InetSocketAddress) probe.getLocalAddress()).getAddress();
            return Optional.of(ours).filter(address -> !address.isAnyLocalAddress());
        } catch (IOException | UnsupportedAddressTypeException noRoute) {
            return Optional.empty();
        }
    }

    /** The one toward the rest of the world, or loopback on a machine that has no way there. */
    public static InetAddress usual() {
        return toward(SOMEWHERE).orElseGet(InetAddress::getLoopbackAddress);
    }
}
