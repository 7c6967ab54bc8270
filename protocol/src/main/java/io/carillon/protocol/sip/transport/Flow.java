package io.carillon.protocol.sip.transport;

import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.TransportProtocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Our socket and a peer's address (a connection, where the transport has them). UDP flows are equal when listener and
 * remote address are; a connection is equal to itself only. Used on the listener's loop only.
 */
public interface Flow {
    TransportProtocol protocol();

    SipListener listener();

    InetSocketAddress remote();

    /** Sends one message; false when it was dropped (the peer's or our socket's fault, counted by the listener). */
    boolean send(byte[] message);

    /**
     * The same, where a transport learns later what became of it.
     *
     * @param lost run on the loop if the message was taken and could not be sent after all: nobody listens there, or the
     *     connection broke first; also, maybe a second time, if the connection broke so soon after it that the peer may not have
     *     read it
     */
    default boolean send(byte[] message, Runnable lost) {
        return send(message);
    }

    /** Whether it still leads anywhere; false for a connection that is closed. */
    default boolean open() {
        return true;
    }

    /**
     * Whether it is an open connection with that host: what is for the same party takes it, whatever port the party's
     * Contact names (RFC 5626 §5.3, RFC 5923 §4).
     */
    default boolean joins(InetAddress host) {
        return false;
    }

    /** What names a peer's connection in a Path (RFC 5626 §5.1), for {@link SipListener#connection}; nobody guesses it. */
    default Optional<String> token() {
        return Optional.empty();
    }

    /**
     * The same peer by a transport without a limit, to be tried first for a request that is too long for this one (RFC
     * 3261 §18.1.1).
     */
    default Optional<Flow> wide(SipRequest request) {
        return Optional.empty();
    }

    /** The way that {@link #wide} gave was not open; it is not given again for a while. */
    default void wideRefused() {}
}
