package io.carillon.protocol.datagram;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Which of this machine's addresses the kernel sends from toward a peer. It is asked by connecting a UDP socket, which
 * sends nothing and does not block but costs a dozen system calls, so that its answer is remembered for a while. Any
 * thread.
 */
public final class SourceAddress {
    /** A route that changed is noticed after that. */
    static final Duration REMEMBERED = Duration.ofSeconds(10);

    /** Peers remembered, about 1 MB; with more of them the kernel is asked more often. */
    static final int MOST = 10_000;

    /** An address that no host has (RFC 5737): whatever route leads there is the usual one. */
    private static final InetAddress SOMEWHERE = InetAddress.ofLiteral("192.0.2.1");

    private static final int ANY_PORT = 9;

    private final Function<InetAddress, Optional<InetAddress>> kernel;
    private final LongSupplier nanoTime;
    private final Map<InetAddress, Known> known = new ConcurrentHashMap<>();

    private record Known(InetAddress ours, long until) {}

    public SourceAddress() {
        this(SourceAddress::asked, System::nanoTime);
    }

    SourceAddress(Function<InetAddress, Optional<InetAddress>> kernel, LongSupplier nanoTime) {
        this.kernel = kernel;
        this.nanoTime = nanoTime;
    }

    /** Empty where no route leads to the peer now. */
    public Optional<InetAddress> toward(InetAddress peer) {
        long now = nanoTime.getAsLong();
        Known last = known.get(peer);
        if (last != null && now - last.until() < 0) {
            return Optional.of(last.ours());
        }
        Optional<InetAddress> answer = kernel.apply(peer);
        answer.ifPresent(ours -> remember(peer, new Known(ours, now + REMEMBERED.toNanos())));
        return answer;
    }

    private void remember(InetAddress peer, Known answer) {
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(peer, answer);
    }

    /** The one toward the rest of the world, or loopback on a machine that has no way there. */
    public InetAddress usual() {
        return toward(SOMEWHERE).orElseGet(InetAddress::getLoopbackAddress);
    }

    private static Optional<InetAddress> asked(InetAddress peer) {
        StandardProtocolFamily family =
                peer instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        try (DatagramChannel probe = DatagramChannel.open(family)) {
            probe.connect(new InetSocketAddress(peer, ANY_PORT));
            InetAddress ours = ((InetSocketAddress) probe.getLocalAddress()).getAddress();
            return Optional.of(ours).filter(address -> !address.isAnyLocalAddress());
        } catch (IOException | UnsupportedAddressTypeException | UnsupportedOperationException noRoute) {
            return Optional.empty();
        }
    }
}
