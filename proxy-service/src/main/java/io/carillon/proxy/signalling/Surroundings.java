package io.carillon.proxy.signalling;

import io.carillon.config.sip.Network;
import io.carillon.protocol.address.Shown;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What sip.conf says of the NAT that this installation is behind. As with chan_sip, an externip without a
 * localnet shows nobody anything: it is not known who would be outside.
 *
 * @param external what the NAT is known by outside: externip, or what externhost resolves to
 * @param port the SIP port there, where the NAT maps ours to another
 * @param localNetworks peers in them are on our side
 */
public record Surroundings(Optional<InetAddress> external, OptionalInt port, List<Network> localNetworks) {
    /** Nothing is known: no NAT, or none that matters. */
    public static final Surroundings OPEN = new Surroundings(Optional.empty(), OptionalInt.empty(), List.of());

    public Surroundings {
        localNetworks = List.copyOf(localNetworks);
    }

    /** Which address this peer is to see of us. */
    public Shown toward(InetAddress peer) {
        if (localNetworks.isEmpty()) {
            return new Shown.Usual();
        }
        return localNetworks.stream().anyMatch(network -> network.contains(peer))
                ? new Shown.Own()
                : external.<Shown>map(Shown.External::new).orElseGet(Shown.Usual::new);
    }
}
