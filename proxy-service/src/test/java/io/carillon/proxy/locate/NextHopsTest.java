package io.carillon.proxy.locate;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.TransportProtocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a name server on a socket. */
@Timeout(20)
class NextHopsTest {
    private static final Rules RULES =
            new Rules(true, List.of(TransportProtocol.UDP, TransportProtocol.TCP), _ -> true);
    private static final SipUri TARGET = SipUri.parse("sip:100@provider.example");

    private static final String PROVIDER = """
            provider.example NAPTR 10 10 s SIP+D2U _sip._udp.provider.example
            _sip._udp.provider.example SRV 10 0 5070 edge.provider.example
            _sip._udp.provider.example SRV 20 0 5060 backup.provider.example
            edge.provider.example A 192.0.2.1
            edge.provider.example AAAA 2001:db8::1
            backup.provider.example A 192.0.2.2
            """;

    private static NextHop udp(String address, int port) {
        return new NextHop(TransportProtocol.UDP, new InetSocketAddress(InetAddress.ofLiteral(address), port));
    }

    private static NextHops asking(NameServer server) {
        return NextHops.start(new DeadHops(System::nanoTime), () -> RULES, List.of(server.address()));
    }

    @Test
    void a_name_leads_to_every_server_of_it_in_order() throws Exception {
        try (NameServer server = NameServer.of(PROVIDER);
                NextHops hops = asking(server)) {
            assertThat(hops.await(TARGET))
                    .containsExactly(udp("2001:db8::1", 5070), udp("192.0.2.1", 5070), udp("192.0.2.2", 5060));
        }
    }

    @Test
    void what_was_found_is_not_asked_for_again() throws Exception {
        try (NameServer server = NameServer.of(PROVIDER);
                NextHops hops = asking(server)) {
            hops.await(TARGET);
            int questions = server.asked().size();

            hops.await(TARGET);

            assertThat(server.asked()).hasSize(questions);
        }
    }

    @Test
    void a_name_that_is_not_there_leads_nowhere() throws Exception {
        try (NameServer server = NameServer.of(PROVIDER);
                NextHops hops = asking(server)) {
            assertThat(hops.await(SipUri.parse("sip:a@nowhere.example"))).isEmpty();
        }
    }

    @Test
    void a_name_server_that_is_silent_is_waited_for_two_seconds_and_not_longer() throws Exception {
        try (NameServer server = NameServer.silent();
                NextHops hops = asking(server)) {
            long begun = System.nanoTime();

            assertThat(hops.await(TARGET)).isEmpty();

            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(Duration.ofMillis(NextHops.PATIENCE_MILLIS + 1_000));
        }
    }

    @Test
    void asking_does_not_hold_up_whoever_asks() throws Exception {
        try (NameServer server = NameServer.silent();
                NextHops hops = asking(server)) {
            assertThat(hops.find(TARGET)).isNotDone();
        }
    }

    @Test
    void the_addresses_of_a_host_are_those_of_ipv4_first() throws Exception {
        try (NameServer server = NameServer.of(PROVIDER);
                NextHops hops = asking(server)) {
            assertThat(hops.addresses("edge.provider.example").join())
                    .containsExactly(InetAddress.ofLiteral("192.0.2.1"), InetAddress.ofLiteral("2001:db8::1"));
        }
    }

    @Test
    void a_label_that_is_too_long_for_dns_leads_nowhere() throws Exception {
        try (NameServer server = NameServer.of(PROVIDER);
                NextHops hops = asking(server)) {
            assertThat(hops.await(SipUri.parse("sip:a@" + "x".repeat(70) + ".example:5060")))
                    .isEmpty();
        }
    }
}
