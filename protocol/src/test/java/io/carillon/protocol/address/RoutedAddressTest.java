package io.carillon.protocol.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoutedAddressTest {
    private static final InetAddress EVERYWHERE = InetAddress.ofLiteral("0.0.0.0");
    private static final InetAddress BOTH_FAMILIES = InetAddress.ofLiteral("::");
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress LOOPBACK_V6 = InetAddress.ofLiteral("::1");
    private static final InetAddress NODE = InetAddress.ofLiteral("203.0.113.5");
    private static final InetAddress NAT = InetAddress.ofLiteral("203.0.113.99");

    private static InetAddress shown(
            Optional<InetAddress> advertised, InetAddress bound, InetAddress party, Shown shown) {
        return new RoutedAddress(advertised, bound).to(Optional.of(party), shown);
    }

    @Test
    void an_advertised_address_is_shown_to_everybody_as_long_as_nothing_is_known_of_a_nat() {
        assertThat(shown(Optional.of(NODE), LOOPBACK, LOOPBACK, new Shown.Usual()))
                .isEqualTo(NODE);
    }

    @Test
    void a_party_on_our_side_of_the_nat_is_shown_our_own_address_though_another_is_advertised() {
        assertThat(shown(Optional.of(NODE), EVERYWHERE, LOOPBACK, new Shown.Own()))
                .isEqualTo(LOOPBACK);
    }

    @Test
    void a_party_beyond_the_nat_is_shown_the_nats_address() {
        assertThat(shown(Optional.empty(), EVERYWHERE, LOOPBACK, new Shown.External(NAT)))
                .isEqualTo(NAT);
    }

    @Test
    void what_this_relay_advertises_is_nearer_to_it_than_what_the_file_says_of_all() {
        assertThat(shown(Optional.of(NODE), EVERYWHERE, LOOPBACK, new Shown.External(NAT)))
                .isEqualTo(NODE);
    }

    @Test
    void a_party_of_the_other_family_is_shown_our_own_address_of_its_family() {
        assertThat(shown(Optional.of(NODE), BOTH_FAMILIES, LOOPBACK_V6, new Shown.External(NAT)))
                .isEqualTo(LOOPBACK_V6);
    }

    @Test
    void an_address_that_nothing_is_bound_to_is_never_shown() {
        assertThat(shown(Optional.empty(), EVERYWHERE, LOOPBACK_V6, new Shown.Usual()))
                .isInstanceOf(Inet4Address.class);
    }

    @Test
    void the_address_that_we_are_bound_to_is_shown_to_everybody() {
        InetAddress bound = InetAddress.ofLiteral("127.0.0.9");

        assertThat(shown(Optional.empty(), bound, LOOPBACK, new Shown.Usual())).isEqualTo(bound);
    }

    @Test
    void a_party_on_this_machine_is_shown_its_loopback_address() {
        assertThat(shown(Optional.empty(), EVERYWHERE, LOOPBACK, new Shown.Usual()))
                .isEqualTo(LOOPBACK);
        assertThat(shown(Optional.empty(), BOTH_FAMILIES, LOOPBACK, new Shown.Usual()))
                .isEqualTo(LOOPBACK);
    }
}
