package io.carillon.protocol.address;

import java.net.InetAddress;

/**
 * Which address of the relay a party is to see in SDP. Who sets up the call decides it, once for SIP and media, since it
 * knows which networks are inside; only the relay knows its own addresses.
 */
public sealed interface Shown {

    /** Nothing is known of a NAT: the address that the relay is told to advertise, else its own. */
    record Usual() implements Shown {}

    /** The party is on our side of the NAT: the relay's own address, whatever it is told to advertise. */
    record Own() implements Shown {}

    /**
     * The party is on the other side: the relay's own address would lead it nowhere.
     *
     * @param external what the NAT is known by there, unless the relay advertises an address of its own
     */
    record External(InetAddress external) implements Shown {}
}
