package io.carillon.relay.address;

import io.carillon.protocol.datagram.SourceAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The address we are told to advertise, else the one we are bound to, else the local address that the kernel would send
 * from towards the party. Any thread.
 */
public final class RoutedAddress implements ShownAddress {

    /** A route that changed is noticed after that. */
    static final Duration REMEMBERED = Duration.ofSeconds(10);

    /** Parties remembered, about 1 MB; with more of them the kernel is asked more often. */
    private static final int MOST = 10_000;

    private final Optional<InetAddress> fixed;
    private final LongSupplier nanoTime;
    private final Map<InetAddress, Known> known = new ConcurrentHashMap<>();

    private record Known(InetAddress ours, long until) {}

    public RoutedAddress(Optional<InetAddress> advertised, InetAddress bound) {
        this(advertised, bound, System::nanoTime);
    }

    RoutedAddress(Optional<InetAddress> advertised, InetAddress bound, LongSupplier nanoTime) {
        fixed = advertised.or(() -> Optional.of(bound).filter(address -> !address.isAnyLocalAddress()));
        this.nanoTime = nanoTime;
    }

    @Override
    public InetAddress to(Optional<InetAddress> party) {
        return fixed.or(() -> party.map(this::remembered)).orElseGet(SourceAddress::usual);
    }

    private InetAddress remembered(InetAddress party) {
        long now = nanoTime.getAsLong();
        Known found = known.get(party);
        if (found == null || now - found.until() >= 0) {
            found = new Known(SourceAddress.toward(party).orElseGet(SourceAddress::usual), now + REMEMBERED.toNanos());
            if (known.size() >= MOST) {
                known.clear();
            }
            known.put(party, found);
        }
        return found.ours();
    }
}
