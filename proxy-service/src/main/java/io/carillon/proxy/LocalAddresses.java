package io.carillon.proxy;

import io.carillon.protocol.address.RoutedAddress;
import io.carillon.protocol.address.Shown;
import io.carillon.protocol.datagram.SourceAddress;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.proxy.signalling.Identity;
import io.carillon.proxy.signalling.Surroundings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Which address a peer is shown in Via, Contact and From, and by the relay in SDP: beyond a NAT of ours that of the NAT,
 * else our own one that the kernel would send from. Any thread.
 */
final class LocalAddresses implements Identity {
    private final InetSocketAddress bound;
    private final Optional<HostPort> advertised;
    private final RoutedAddress addresses;
    private volatile Surroundings surroundings = Surroundings.OPEN;

    /**
     * @param bound where the outside listener is bound
     * @param advertised what this process is told to show beyond the NAT, in place of sip.conf's externip
     */
    LocalAddresses(InetSocketAddress bound, Optional<HostPort> advertised) {
        this.bound = bound;
        this.advertised = advertised;
        this.addresses = new RoutedAddress(advertised.flatMap(HostPort::address), bound.getAddress());
    }

    /** From now on this is known of the NAT around us; dialogs that exist show it with their next message. */
    void surroundedBy(Surroundings known) {
        surroundings = known;
    }

    @Override
    public HostPort shownOn(Flow flow) {
        return isInside(flow) ? flow.listener().sentBy() : toward(flow.remote());
    }

    @Override
    public Shown shown(Flow flow) {
        return isInside(flow)
                ? new Shown.Own()
                : surroundings.toward(flow.remote().getAddress());
    }

    private static boolean isInside(Flow flow) {
        return flow.listener().name().equals(ProxyMain.INSIDE);
    }

    HostPort toward(InetSocketAddress peer) {
        Surroundings known = surroundings;
        Shown shown = known.toward(peer.getAddress());
        InetAddress address = addresses.to(Optional.of(peer.getAddress()), shown);
        return new HostPort(HostPort.hostOf(address), port(known, shown, address));
    }

    private int port(Surroundings known, Shown shown, InetAddress address) {
        int own = bound.getPort();
        if (shown instanceof Shown.Own) {
            return own;
        }
        if (advertised.filter(told -> told.isAt(address)).isPresent()) {
            return advertised.get().portOr(own);
        }
        return known.external().filter(address::equals).isPresent()
                ? known.port().orElse(own)
                : own;
    }

    /** What stands for a listener where no peer is known: its address, or for one on all of them the usual one of this machine. */
    static String primary(InetAddress bound) {
        return HostPort.hostOf(bound.isAnyLocalAddress() ? new SourceAddress().usual() : bound);
    }
}
