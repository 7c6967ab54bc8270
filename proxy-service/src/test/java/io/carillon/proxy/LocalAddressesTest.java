package io.carillon.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.sip.Network;
import io.carillon.protocol.address.Shown;
import io.carillon.protocol.sip.HostPort;
import io.carillon.proxy.signalling.Surroundings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Which address stands in Via, Contact and From; the networks are of loopback, where every machine has a route. */
class LocalAddressesTest {
    private static final InetSocketAddress EVERYWHERE = at("0.0.0.0", 5060);
    private static final InetSocketAddress BOTH_FAMILIES = at("::", 5060);
    private static final InetSocketAddress INSIDE = at("127.0.0.7", 5062);
    private static final InetSocketAddress OUTSIDE = at("127.1.0.7", 5062);
    private static final InetSocketAddress OUTSIDE_V6 = at("::1", 5062);

    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }

    private static Surroundings nat(String external, OptionalInt port, String... local) {
        return new Surroundings(
                Optional.of(InetAddress.ofLiteral(external)),
                port,
                List.of(local).stream()
                        .map(text -> Network.parse(text).orElseThrow())
                        .toList());
    }

    private static LocalAddresses addresses(InetSocketAddress bound, Surroundings surroundings) {
        LocalAddresses addresses = new LocalAddresses(bound, Optional.empty());
        addresses.surroundedBy(surroundings);
        return addresses;
    }

    @Test
    void without_a_nat_everybody_sees_the_address_that_reaches_it() {
        LocalAddresses open = new LocalAddresses(EVERYWHERE, Optional.empty());

        assertThat(open.toward(OUTSIDE)).hasToString("127.0.0.1:5060");
    }

    @Test
    void a_peer_in_a_local_network_sees_our_own_address_and_any_other_the_nats() {
        LocalAddresses behind = addresses(EVERYWHERE, nat("203.0.113.9", OptionalInt.empty(), "127.0.0.0/16"));

        assertThat(behind.toward(INSIDE)).hasToString("127.0.0.1:5060");
        assertThat(behind.toward(OUTSIDE)).hasToString("203.0.113.9:5060");
    }

    @Test
    void the_port_of_the_nat_goes_with_its_address() {
        LocalAddresses behind = addresses(EVERYWHERE, nat("203.0.113.9", OptionalInt.of(6060), "127.0.0.0/16"));

        assertThat(behind.toward(OUTSIDE)).hasToString("203.0.113.9:6060");
        assertThat(behind.toward(INSIDE)).hasToString("127.0.0.1:5060");
    }

    @Test
    void without_a_local_network_nobody_is_outside_as_with_chan_sip() {
        LocalAddresses behind = addresses(EVERYWHERE, nat("203.0.113.9", OptionalInt.empty()));

        assertThat(behind.toward(OUTSIDE)).hasToString("127.0.0.1:5060");
    }

    @Test
    void a_peer_of_ipv6_is_not_shown_an_address_of_ipv4() {
        LocalAddresses behind = addresses(BOTH_FAMILIES, nat("203.0.113.9", OptionalInt.empty(), "127.0.0.0/16"));

        assertThat(behind.toward(OUTSIDE_V6)).hasToString("[0:0:0:0:0:0:0:1]:5060");
        assertThat(behind.toward(OUTSIDE)).hasToString("203.0.113.9:5060");
    }

    @Test
    void what_this_process_advertises_stands_before_what_the_file_says_of_all() {
        LocalAddresses edge = new LocalAddresses(EVERYWHERE, Optional.of(new HostPort("198.51.100.4", 5070)));
        edge.surroundedBy(nat("203.0.113.9", OptionalInt.of(6060), "127.0.0.0/16"));

        assertThat(edge.toward(OUTSIDE)).hasToString("198.51.100.4:5070");
        assertThat(edge.toward(INSIDE)).hasToString("127.0.0.1:5060");
    }

    @Test
    void what_this_process_advertises_is_shown_to_everybody_as_long_as_no_network_is_local() {
        LocalAddresses edge =
                new LocalAddresses(EVERYWHERE, Optional.of(new HostPort("198.51.100.4", OptionalInt.empty())));

        assertThat(edge.toward(INSIDE)).hasToString("198.51.100.4:5060");
    }

    @Test
    void the_relay_is_told_the_side_and_never_our_own_advertised_address() {
        Surroundings known = nat("203.0.113.9", OptionalInt.empty(), "127.0.0.0/16");

        assertThat(known.toward(INSIDE.getAddress())).isEqualTo(new Shown.Own());
        assertThat(known.toward(OUTSIDE.getAddress()))
                .isEqualTo(new Shown.External(InetAddress.ofLiteral("203.0.113.9")));
        assertThat(Surroundings.OPEN.toward(OUTSIDE.getAddress())).isEqualTo(new Shown.Usual());
    }
}
