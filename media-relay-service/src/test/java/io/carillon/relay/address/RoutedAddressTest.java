package io.carillon.relay.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RoutedAddressTest {
    private static final InetAddress EVERYWHERE = InetAddress.ofLiteral("0.0.0.0");
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private final AtomicLong now = new AtomicLong();

    @Test
    void anAdvertisedAddressIsShownToEverybody() {
        InetAddress advertised = InetAddress.ofLiteral("203.0.113.5");

        assertThat(shown(Optional.of(advertised), LOOPBACK).to(Optional.of(LOOPBACK)))
                .isEqualTo(advertised);
    }

    @Test
    void theAddressThatWeAreBoundToIsShownToEverybody() {
        InetAddress bound = InetAddress.ofLiteral("127.0.0.9");

        assertThat(shown(Optional.empty(), bound).to(Optional.of(LOOPBACK))).isEqualTo(bound);
    }

    @Test
    void aPartyOfThisMachineIsShownItsOwnLoopbackAddress() {
        assertThat(shown(Optional.empty(), EVERYWHERE).to(Optional.of(LOOPBACK)))
                .isEqualTo(LOOPBACK);
    }

    @Test
    void aPartyIsShownTheSameAgainAfterTheAnswerWasForgotten() {
        RoutedAddress shown = shown(Optional.empty(), EVERYWHERE);
        InetAddress first = shown.to(Optional.of(LOOPBACK));
        now.addAndGet(RoutedAddress.REMEMBERED.toNanos());

        assertThat(shown.to(Optional.of(LOOPBACK))).isEqualTo(first);
    }

    private RoutedAddress shown(Optional<InetAddress> advertised, InetAddress bound) {
        return new RoutedAddress(advertised, bound, now::get);
    }
}
