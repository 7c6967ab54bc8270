package io.carillon.testkit.network;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;

/** Where a phone's UDP ports are: on this machine's own addresses, or behind a {@link NatBox}, in a {@link
 * NetworkNamespace}. Any thread. */
@FunctionalInterface
public interface UdpNetwork {

    /** No box between the phone and the world. */
    UdpNetwork PUBLIC = DatagramSocket::new;

    /** Opens this port; port 0 is a free one. */
    DatagramSocket open(InetSocketAddress local) throws IOException;
}
