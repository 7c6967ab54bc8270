package io.carillon.voicemail.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.HostPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
    private String pod = "10.244.0.7";

    @Test
    void a_pod_that_comes_back_at_another_address_is_found_there() {
        Proxies proxies = proxies("proxy:15060");
        assertThat(proxies.any()).contains(new InetSocketAddress("10.244.0.7", 15060));

        pod = "10.244.0.9";

        assertThat(proxies.any()).contains(new InetSocketAddress("10.244.0.9", 15060));
    }

    @Test
    void behind_a_name_that_nobody_knows_the_next_place_is_tried() {
        assertThat(proxies("nobody:15060", "192.0.2.7:15060").any())
                .contains(new InetSocketAddress("192.0.2.7", 15060));
    }

    @Test
    void without_any_there_is_none() {
        assertThat(proxies().any()).isEmpty();
    }

    @Test
    void an_address_of_ipv6_is_no_name() {
        assertThat(proxies("[2001:db8::7]:15060").any()).contains(new InetSocketAddress("2001:db8::7", 15060));
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy", "proxy:", "proxy:65536", "ws://proxy:1", ":15060", "a b:1", "2001:db8::7:15060"})
    void what_names_no_place_is_none(String text) {
        assertThat(Proxies.place(text)).isEmpty();
    }

    private Proxies proxies(String... places) {
        List<HostPort> read = List.of(places).stream()
                .map(text -> Proxies.place(text).orElseThrow())
                .toList();
        return new Proxies(read, name -> {
            if (name.equals("proxy")) {
                return new InetAddress[] {InetAddress.ofLiteral(pod)};
            }
            throw new UnknownHostException(name);
        });
    }
}
