package io.carillon.relay.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoutedAddressTest {
    private static final InetAddress EVERYWHERE = InetAddress.ofLiteral("0.0.0.0");
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    @Test
    void an_advertised_address_is_shown_to_everybody() {
        InetAddress advertised = InetAddress.ofLiteral("203.0.113.5");

        assertThat(new RoutedAddress(Optional.of(advertised), LOOPBACK).to(Optional.of(LOOPBACK)))
                .isEqualTo(advertised);
    }

    @Test
    void the_address_that_we_are_bound_to_is_shown_to_everybody() {
        InetAddress bound = InetAddress.ofLiteral("127.0.0.9");

        assertThat(new RoutedAddress(Optional.empty(), bound).to(Optional.of(LOOPBACK)))
                .isEqualTo(bound);
    }

    @Test
    void a_party_on_this_machine_is_shown_its_loopback_address() {
        assertThat(new RoutedAddress(Optional.empty(), EVERYWHERE).to(Optional.of(LOOPBACK)))
                .isEqualTo(LOOPBACK);
    }
}
