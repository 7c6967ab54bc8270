package io.carillon.protocol.address;

import java.net.InetAddress;
import java.util.Optional;

/** The one place that decides which of our addresses stands in the SDP for a party. */
@FunctionalInterface
public interface ShownAddress {

    /**
     * @param party where the party is, as far as it is known
     * @param shown what the one who set up the call says of the way to it
     */
    InetAddress to(Optional<InetAddress> party, Shown shown);
}
