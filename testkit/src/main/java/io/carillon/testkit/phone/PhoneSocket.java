package io.carillon.testkit.phone;

import io.carillon.protocol.sip.Parsed;
import java.io.IOException;
import java.net.InetSocketAddress;

/** One transport of a phone. */
interface PhoneSocket extends AutoCloseable {

    /** Told on a thread of the socket's own. */
    interface Receiver {
        void received(Parsed parsed, InetSocketAddress from);
    }

    InetSocketAddress local();

    void send(byte[] bytes, InetSocketAddress to) throws IOException;

    boolean isClosed();

    @Override
    void close();
}
