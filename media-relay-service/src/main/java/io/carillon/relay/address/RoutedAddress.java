package io.carillon.relay.address;

import io.carillon.protocol.datagram.SourceAddress;
import java.net.InetAddress;
import java.util.Optional;

/**
 * The address we are told to advertise, else the one we are bound to, else the local address that the kernel would send
 * from towards the party. Any thread.
 */
public final class RoutedAddress implements ShownAddress {

    private final SourceAddress source = new SourceAddress();
    private final Optional<InetAddress> fixed;

    public RoutedAddress(Optional<InetAddress> advertised, InetAddress bound) {
        fixed = advertised.or(() -> Optional.of(bound).filter(address -> !address.isAnyLocalAddress()));
    }

    @Override
    public InetAddress to(Optional<InetAddress> party) {
        return fixed.or(() -> party.flatMap(source::toward)).orElseGet(source::usual);
    }
}
