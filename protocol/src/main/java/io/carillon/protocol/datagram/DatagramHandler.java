package io.carillon.protocol.datagram;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** What is done with each datagram of a port. Called on the port's loop; an exception is logged and ends nothing. */
@FunctionalInterface
public interface DatagramHandler {

    /**
     * One whole datagram came in.
     *
     * @param payload from position to limit; a direct buffer that is valid during this call only, and may be handed to
     *     {@link DatagramPort#send} during it
     * @param from the sender; the same sender is mostly the same object, so that comparing by identity first pays
     */
    void received(DatagramPort port, ByteBuffer payload, InetSocketAddress from);
}
