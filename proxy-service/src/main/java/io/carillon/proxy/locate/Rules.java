package io.carillon.proxy.locate;

import io.carillon.protocol.sip.TransportProtocol;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Predicate;

/**
 * What is locally decided of how names are resolved.
 *
 * @param services whether NAPTR and SRV are asked for: sip.conf's srvlookup
 * @param transports what we speak, best first; never empty
 * @param reachable whether an address is of a family that we have a socket and a route for
 */
public record Rules(boolean services, List<TransportProtocol> transports, Predicate<InetAddress> reachable) {
    public Rules {
        transports = List.copyOf(transports);
    }
}
