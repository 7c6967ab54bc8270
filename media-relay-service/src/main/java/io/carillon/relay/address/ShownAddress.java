package io.carillon.relay.address;

import java.net.InetAddress;
import java.util.Optional;

/** The one place that decides which of our addresses stands in the SDP for a party. */
@FunctionalInterface
public interface ShownAddress {

    /** @param party where the party is, as far as it is known */
    InetAddress to(Optional<InetAddress> party);
}
