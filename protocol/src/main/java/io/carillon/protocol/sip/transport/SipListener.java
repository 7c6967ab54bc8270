package io.carillon.protocol.sip.transport;

import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.TransportProtocol;
import java.net.InetSocketAddress;

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

    @Override
    void close();
}
