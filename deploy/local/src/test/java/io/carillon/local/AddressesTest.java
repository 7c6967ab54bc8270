package io.carillon.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class AddressesTest {
    @Test
    void an_ipv6_address_is_written_in_brackets_before_its_port() {
        assertThat(Addresses.text(new InetSocketAddress(InetAddress.ofLiteral("2001:db8::7"), 5070)))
                .isEqualTo("[2001:db8:0:0:0:0:0:7]:5070");
    }

    @Test
    void a_wildcard_is_reached_at_an_address_of_this_machine() {
        InetSocketAddress everywhere = new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 5060);

        assertThat(Addresses.reachable(everywhere).getAddress().isAnyLocalAddress())
                .isFalse();
    }
}
