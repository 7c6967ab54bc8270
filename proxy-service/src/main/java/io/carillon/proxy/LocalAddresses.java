package io.carillon.proxy;

import io.carillon.protocol.datagram.SourceAddress;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.proxy.signalling.Identity;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Which of this machine's addresses a peer is shown. A listener bound to one address shows that one; a listener bound to
 * all of them shows the one that the kernel would send from. Owned by the signalling loop.
 */
final class LocalAddresses implements Identity {
    private final SourceAddress source = new SourceAddress();
    private final InetSocketAddress bound;

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
                ? text(source.toward(peer).orElseGet(source::usual))
                : text(bound.getAddress());
    }

    /** What stands for a listener in Via: its own address, or for a listener on all of them the usual one of this machine. */
    static String primary(InetAddress bound) {
        return bound.isAnyLocalAddress() ? text(new SourceAddress().usual()) : text(bound);
    }

    private static String text(InetAddress address) {
        String literal = address.getHostAddress();
        return literal.indexOf(':') >= 0 ? "[" + literal + "]" : literal;
    }
}
