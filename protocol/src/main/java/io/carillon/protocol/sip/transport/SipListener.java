package io.carillon.protocol.sip.transport;

import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.TransportProtocol;
import java.net.InetSocketAddress;
import java.util.Optional;

/** One of our sockets that takes in SIP. Owned by one loop. */
public interface SipListener extends AutoCloseable {
    /** "outside" or "inside"; what a message may claim depends on it. */
    String name();

    TransportProtocol protocol();

    /** What this socket is called where nothing else is said of the peer. */
    HostPort sentBy();

    /** What stands for this socket in the Via of a request to that peer, which may be on the far side of a NAT of ours. */
    default HostPort sentByToward(InetSocketAddress peer) {
        return sentBy();
    }

    /** The way to a peer through this socket. */
    Flow flowTo(InetSocketAddress remote);

    /**
     * The way to a peer that can be reached where its URI points to (nobody behind a NAT), by the transport that the URI
     * asks for if there is a listener of ours for it, else through this socket; a request too long for a datagram goes by
     * TCP (RFC 3261 §18.1.1).
     */
    default Flow flowTo(InetSocketAddress remote, Optional<TransportProtocol> asked) {
        return flowTo(remote);
    }

    /** The open connection of this {@link Flow#token}. Any thread. */
    default Optional<Flow> connection(String token) {
        return Optional.empty();
    }

    @Override
    void close();
}
