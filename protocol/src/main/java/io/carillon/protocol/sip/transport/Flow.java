package io.carillon.protocol.sip.transport;

import io.carillon.protocol.sip.TransportProtocol;
import java.net.InetSocketAddress;

/**
 * Our socket and a peer's address (a connection, where the transport has them). UDP flows are equal when listener and
 * remote address are. Used on the listener's loop only.
 */
public interface Flow {
    TransportProtocol protocol();

    SipListener listener();

    InetSocketAddress remote();

    /** Sends one message; false when it was dropped (the peer's or our socket's fault, counted by the listener). */
    boolean send(byte[] message);
}
