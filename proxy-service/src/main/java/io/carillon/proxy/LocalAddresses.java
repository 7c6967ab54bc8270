package io.carillon.proxy;

import io.carillon.protocol.datagram.SourceAddress;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.proxy.signalling.Identity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Which of this machine's addresses a peer is shown. A listener bound to one address shows that one; a listener bound to
 * all of them shows the one that the kernel would send from. Owned by the signalling loop.
 */
final class LocalAddresses implements Identity {
    private static final Logger LOG = Logger.getLogger(LocalAddresses.class);

    /** Peers remembered; a route look-up costs a few microseconds, so forgetting does no harm. */
    private static final int REMEMBERED = 10_000;

    private final InetSocketAddress bound;
    private final Map<InetAddress, String> shown = new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @param bound where the outside listener is bound */
    LocalAddresses(InetSocketAddress bound) {
        this.bound = bound;
    }

    @Override
    public HostPort shownOn(Flow flow) {
        return new HostPort(shownTo(flow.remote().getAddress()), bound.getPort());
    }

    String shownTo(InetAddress peer) {
        return bound.getAddress().isAnyLocalAddress()
                ? shown.computeIfAbsent(peer, LocalAddresses::routedFrom)
                : text(bound.getAddress());
    }

    /** What stands for a listener in Via: its own address, or for a listener on all of them the usual one of this machine. */
    static String primary(InetAddress bound) {
        return bound.isAnyLocalAddress() ? text(SourceAddress.usual()) : text(bound);
    }

    private static String routedFrom(InetAddress peer) {
        return text(SourceAddress.toward(peer).orElseGet(() -> {
            LOG.warnf("No route to %s", peer.getHostAddress());
            return InetAddress.getLoopbackAddress();
        }));
    }

    private static String text(InetAddress address) {
        String literal = address.getHostAddress();
        return literal.indexOf(':') >= 0 ? "[" + literal + "]" : literal;
    }
}
