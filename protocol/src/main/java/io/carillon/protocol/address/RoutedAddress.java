package io.carillon.protocol.address;

import io.carillon.protocol.datagram.SourceAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * Beyond a NAT the address that we are told to advertise, else the one that whoever set up the call knows of it; on our
 * side of it the one we are bound to, else the local address that the kernel would send from towards the party. Never an
 * address of another family than the party's, as long as we have one of its own. Any thread.
 */
public final class RoutedAddress implements ShownAddress {

    private final SourceAddress source = new SourceAddress();
    private final Optional<InetAddress> advertised;
    private final InetAddress bound;

    public RoutedAddress(Optional<InetAddress> advertised, InetAddress bound) {
        this.advertised = advertised;
        this.bound = bound;
    }

    @Override
    public InetAddress to(Optional<InetAddress> party, Shown shown) {
        Optional<InetAddress> beyond = switch (shown) {
            case Shown.Usual() -> advertised;
            case Shown.External(InetAddress external) -> advertised.or(() -> Optional.of(external));
            case Shown.Own() -> Optional.empty();
        };
        return beyond.filter(address -> party.isEmpty() || isOfOneFamily(address, party.get()))
                .orElseGet(() -> own(party));
    }

    private InetAddress own(Optional<InetAddress> party) {
        if (!bound.isAnyLocalAddress()) {
            return bound;
        }
        boolean onlyV4 = bound instanceof Inet4Address;
        return party.flatMap(source::toward)
                .filter(address -> !onlyV4 || address instanceof Inet4Address)
                .orElseGet(source::usual);
    }

    private static boolean isOfOneFamily(InetAddress one, InetAddress other) {
        return one.getClass().equals(other.getClass());
    }
}
