package io.carillon.relay.address;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The address we are told to advertise, else the one we are bound to, else the local address that the kernel would send
 * from towards the party. Any thread; connecting a UDP socket sends nothing and does not block.
 */
public final class RoutedAddress implements ShownAddress {

    private static final Logger LOG = Logger.getLogger(RoutedAddress.class);

    /** RFC 5737: an address that no host has, to ask for the default route. */
    private static final InetAddress ANYWHERE = InetAddress.ofLiteral("192.0.2.1");

    private static final int ANY_PORT = 9;

    private final Optional<InetAddress> fixed;

    public RoutedAddress(Optional<InetAddress> advertised, InetAddress bound) {
        fixed = advertised.or(() -> Optional.of(bound).filter(address -> !address.isAnyLocalAddress()));
    }

    @Override
    public InetAddress to(Optional<InetAddress> party) {
        return fixed.or(() -> party.flatMap(RoutedAddress::localToward))
                .or(() -> localToward(ANYWHERE))
                .orElseGet(InetAddress::getLoopbackAddress);
    }

    private static Optional<InetAddress> localToward(InetAddress party) {
        try (DatagramChannel probe = DatagramChannel.open(StandardProtocolFamily.INET)) {
            probe.connect(new InetSocketAddress(party, ANY_PORT));
            return Optional.of(((InetSocketAddress) probe.getLocalAddress()).getAddress());
        } catch (IOException | java.nio.channels.UnsupportedAddressTypeException e) {
            LOG.debugf(e, "No route to %s", party);
            return Optional.empty();
        }
    }
}
