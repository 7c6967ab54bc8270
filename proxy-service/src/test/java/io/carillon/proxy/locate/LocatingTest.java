package io.carillon.proxy.locate;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.TransportProtocol;
import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 3263 §4, on a DNS of a few lines. */
class LocatingTest {
    private static final List<TransportProtocol> BOTH = List.of(TransportProtocol.UDP, TransportProtocol.TCP);
    private static final Rules USUAL = new Rules(true, BOTH, _ -> true);

    private final List<String> asked = new ArrayList<>();
    private Zone zone = Zone.of("");

    private List<String> find(String uri, Rules rules) {
        Random random = new Random(3);
        Locating.Step step = Locating.begin(SipUri.parse(uri), rules);
        while (step instanceof Locating.Step.Ask(List<Question> questions, Locating next)) {
            Map<Question, List<ResourceRecord>> answers = new HashMap<>();
            for (Question question : questions) {
                asked.add(question.type() + " " + question.name());
                answers.put(question, zone.records(question));
            }
            step = next.on(answers, rules, random);
        }
        return ((Locating.Step.Done) step)
                .hops().stream()
                        .map(hop -> hop.protocol() + " "
                                + hop.address().getAddress().getHostAddress() + " "
                                + hop.address().getPort())
                        .toList();
    }

    private List<String> find(String uri) {
        return find(uri, USUAL);
    }

    @ParameterizedTest
    @CsvSource({
        "sip:a@192.0.2.7, UDP 192.0.2.7 5060",
        "sip:a@192.0.2.7:5070, UDP 192.0.2.7 5070",
        "sip:a@192.0.2.7;transport=tcp, TCP 192.0.2.7 5060",
        "sip:[2001:db8::7]:5070, UDP 2001:db8:0:0:0:0:0:7 5070",
        "sip:a@example.com;maddr=192.0.2.9, UDP 192.0.2.9 5060"
    })
    void an_address_is_gone_to_without_dns(String uri, String hop) {
        assertThat(find(uri)).containsExactly(hop);
        assertThat(asked).isEmpty();
    }

    @Test
    void naptr_chooses_the_transport_then_srv_the_server_then_its_addresses_are_taken() {
        zone = Zone.of("""
                example.com NAPTR 20 50 s SIP+D2U _sip._udp.example.com
                example.com NAPTR 10 50 s SIP+D2T _sip._tcp.example.com
                example.com NAPTR 5 50 s SIPS+D2T _sips._tcp.example.com
                example.com NAPTR 1 50 u E2U+sip _x.example.com
                _sip._tcp.example.com SRV 1 1 5070 one.example.com
                _sip._udp.example.com SRV 1 1 5060 two.example.com
                one.example.com A 192.0.2.1
                two.example.com A 192.0.2.2
                """);

        assertThat(find("sip:a@example.com")).containsExactly("TCP 192.0.2.1 5070", "UDP 192.0.2.2 5060");
        assertThat(asked.getFirst()).isEqualTo("NAPTR example.com");
    }

    @Test
    void without_naptr_the_service_is_asked_for_on_each_transport_of_ours_in_our_order() {
        zone = Zone.of("""
                _sip._tcp.example.com SRV 1 1 5060 one.example.com
                _sip._udp.example.com SRV 1 1 5062 two.example.com
                one.example.com A 192.0.2.1
                two.example.com A 192.0.2.2
                """);

        assertThat(find("sip:a@example.com")).containsExactly("UDP 192.0.2.2 5062", "TCP 192.0.2.1 5060");
    }

    @Test
    void without_naptr_and_srv_the_name_itself_is_the_server_on_udp_5060() {
        zone = Zone.of("example.com A 192.0.2.1");

        assertThat(find("sip:a@example.com")).containsExactly("UDP 192.0.2.1 5060");
        assertThat(asked)
                .containsExactly(
                        "NAPTR example.com",
                        "SRV _sip._udp.example.com",
                        "SRV _sip._tcp.example.com",
                        "AAAA example.com",
                        "A example.com");
    }

    @Test
    void a_port_means_that_only_addresses_are_asked_for() {
        zone = Zone.of("""
                example.com A 192.0.2.1
                _sip._udp.example.com SRV 1 1 5070 other.example.com
                """);

        assertThat(find("sip:a@example.com:5060")).containsExactly("UDP 192.0.2.1 5060");
        assertThat(asked).containsExactly("AAAA example.com", "A example.com");
    }

    @Test
    void a_transport_means_that_naptr_is_not_asked_for() {
        zone = Zone.of("""
                _sip._tcp.example.com SRV 1 1 5070 one.example.com
                one.example.com A 192.0.2.1
                """);

        assertThat(find("sip:a@example.com;transport=tcp")).containsExactly("TCP 192.0.2.1 5070");
        assertThat(asked.getFirst()).isEqualTo("SRV _sip._tcp.example.com");
    }

    @Test
    void srvlookup_no_means_addresses_alone() {
        zone = Zone.of("""
                example.com A 192.0.2.1
                _sip._udp.example.com SRV 1 1 5070 other.example.com
                """);

        assertThat(find("sip:a@example.com", new Rules(false, BOTH, _ -> true))).containsExactly("UDP 192.0.2.1 5060");
    }

    @Test
    void servers_are_tried_by_priority() {
        zone = Zone.of("""
                _sip._udp.example.com SRV 20 0 5060 backup.example.com
                _sip._udp.example.com SRV 10 0 5060 main.example.com
                main.example.com A 192.0.2.1
                main.example.com A 192.0.2.2
                backup.example.com A 192.0.2.3
                """);

        assertThat(find("sip:a@example.com;transport=udp"))
                .containsExactly("UDP 192.0.2.1 5060", "UDP 192.0.2.2 5060", "UDP 192.0.2.3 5060");
    }

    @Test
    void ipv6_comes_first_where_it_can_be_reached_and_not_at_all_elsewhere() {
        zone = Zone.of("""
                example.com A 192.0.2.1
                example.com AAAA 2001:db8::1
                """);

        assertThat(find("sip:a@example.com:5060"))
                .containsExactly("UDP 2001:db8:0:0:0:0:0:1 5060", "UDP 192.0.2.1 5060");
        assertThat(find("sip:a@example.com:5060", new Rules(true, BOTH, Inet4Address.class::isInstance)))
                .containsExactly("UDP 192.0.2.1 5060");
    }

    @Test
    void a_service_that_is_decidedly_not_there_is_not_looked_for_at_the_name_itself() {
        zone = Zone.of("""
                _sip._udp.example.com SRV 0 0 0 .
                example.com A 192.0.2.1
                """);

        assertThat(find("sip:a@example.com;transport=udp")).isEmpty();
    }

    @Test
    void a_transport_that_we_do_not_speak_leads_nowhere() {
        assertThat(find("sip:a@192.0.2.1;transport=sctp")).isEmpty();
        assertThat(find("sips:a@192.0.2.1")).isEmpty();
    }

    @Test
    void a_sips_uri_goes_to_tls_alone() {
        zone = Zone.of("""
                example.com NAPTR 10 50 s SIP+D2T _sip._tcp.example.com
                _sips._tcp.example.com SRV 1 1 5061 one.example.com
                one.example.com A 192.0.2.1
                """);
        Rules withTls = new Rules(true, List.of(TransportProtocol.UDP, TransportProtocol.TLS), _ -> true);

        assertThat(find("sips:a@example.com", withTls)).containsExactly("TLS 192.0.2.1 5061");
    }

    @Test
    void a_hundred_servers_are_cut_to_what_is_worth_trying() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            lines.append("_sip._udp.example.com SRV " + i + " 0 5060 s" + i + ".example.com\n");
            for (int j = 1; j < 9; j++) {
                lines.append("s" + i + ".example.com A 10." + i + ".0." + j + "\n");
            }
        }
        zone = Zone.of(lines.toString());

        assertThat(find("sip:a@example.com;transport=udp")).hasSize(Locating.MOST_HOPS);
        assertThat(asked).hasSize(1 + 2 * Locating.MOST_SERVERS);
    }
}
