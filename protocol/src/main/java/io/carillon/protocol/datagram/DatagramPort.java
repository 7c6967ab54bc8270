package io.carillon.protocol.datagram;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * A bound UDP socket. Owned by the loop that opened it: {@link #send} is called on that loop only, {@link #close} on
 * any thread. ICMP errors (connection refused, unreachable) never end a port.
 */
public interface DatagramPort extends AutoCloseable {

    /** Where it is bound; the port number is the real one when 0 was asked for. */
    InetSocketAddress localAddress();

    /**
     * Sends the bytes from position to limit as one datagram, at once; the buffer is left as it was.
     *
     * @return false if the datagram was dropped (no room in the kernel, no route, port closed), which is counted
     */
    boolean send(ByteBuffer payload, InetSocketAddress to);

    /** How many datagrams {@link #send} dropped since the port was opened. */
    long dropped();

    /** Closes the socket; nothing is received any more, not even what the kernel holds. */
    @Override
    void close();
}
