package io.carillon.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.RequestEdit;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipUri;
import io.carillon.registrar.registration.FlowId;
import io.carillon.registrar.registration.RegisterRequest;
import io.carillon.registrar.registration.Source;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisterMessageTest {
    private static final InetSocketAddress PROXY = new InetSocketAddress(InetAddress.ofLiteral("10.0.0.1"), 15060);
    private static final String PROXYS = "SIP/2.0/UDP 10.0.0.1:15060;branch=z9hG4bKa";

    @ParameterizedTest
    @CsvSource({
        "SIP/2.0/UDP 192.168.1.5:5062;branch=z9hG4bKb;received=203.0.113.9;rport=40001, 203.0.113.9, 40001, UDP",
        "SIP/2.0/UDP 192.168.1.5:5062;branch=z9hG4bKb, 192.168.1.5, 5062, UDP",
        "SIP/2.0/TCP 192.168.1.5;branch=z9hG4bKb, 192.168.1.5, 5060, TCP",
        "SIP/2.0/UDP [2001:db8::5]:5062;branch=z9hG4bKb, 2001:db8::5, 5062, UDP"
    })
    void the_phone_is_where_the_proxy_saw_it(String phonesVia, String address, int port, String transport) {
        RegisterRequest read = RegisterMessage.read(register(PROXYS, phonesVia).build(), PROXY);

        assertThat(read.source()).isEqualTo(new Source(address, port, transport));
    }

    @Test
    void what_the_phone_says_of_hops_before_it_is_not_believed() {
        SipRequest request = register(
                        PROXYS,
                        "SIP/2.0/UDP 192.168.1.5:5062;branch=z9hG4bKb;received=203.0.113.9;rport=40001",
                        "SIP/2.0/UDP 192.0.2.77:5060;branch=z9hG4bKc;received=192.0.2.77")
                .build();

        assertThat(RegisterMessage.read(request, PROXY).source().address()).isEqualTo("203.0.113.9");
    }

    @Test
    void a_phone_that_speaks_to_us_directly_is_where_its_packet_came_from() {
        SipRequest request = register("SIP/2.0/UDP 192.168.1.5:5062;branch=z9hG4bKb;received=203.0.113.9")
                .build();

        assertThat(RegisterMessage.read(request, PROXY).source().hostPort()).isEqualTo("10.0.0.1:15060");
    }

    @Test
    void a_contact_brings_its_expiry_its_preference_and_its_flow() {
        SipRequest request = register(PROXYS)
                .add(
                        "Contact",
                        "\"Alice\" <sip:alice@192.0.2.1;ob>;q=0.7;expires=90;+sip.instance=\"<urn:uuid:1>\";reg-id=2")
                .build();

        assertThat(RegisterMessage.read(request, PROXY).contacts())
                .singleElement()
                .satisfies(contact -> {
                    assertThat(contact.uri().text()).isEqualTo("sip:alice@192.0.2.1;ob");
                    assertThat(contact.expires()).contains(Duration.ofSeconds(90));
                    assertThat(contact.q()).hasValue(700);
                    assertThat(contact.flow()).contains(new FlowId("<urn:uuid:1>", 2));
                });
    }

    @Test
    void a_reg_id_without_an_instance_is_no_flow() {
        SipRequest request = register(PROXYS)
                .add("Contact", "<sip:alice@192.0.2.1>;reg-id=2")
                .build();

        assertThat(RegisterMessage.read(request, PROXY).contacts().getFirst().flow())
                .isEmpty();
    }

    @Test
    void the_wildcard_is_seen_wherever_it_stands() {
        SipRequest request = register(PROXYS)
                .add("Contact", "<sip:alice@192.0.2.1>")
                .add("Contact", "*")
                .build();

        RegisterRequest read = RegisterMessage.read(request, PROXY);

        assertThat(read.wildcard()).isTrue();
        assertThat(read.contacts()).hasSize(1);
    }

    @Test
    void the_path_is_kept_in_its_order() {
        SipRequest request = register(PROXYS)
                .add("Path", "<sip:near.example;lr>")
                .add("Path", "<sip:far.example;lr>")
                .build();

        assertThat(RegisterMessage.read(request, PROXY).path())
                .isEqualTo(List.of("<sip:near.example;lr>", "<sip:far.example;lr>"));
    }

    @Test
    void a_user_agent_that_goes_on_and_on_is_cut() {
        SipRequest request =
                register(PROXYS).set("User-Agent", "x".repeat(1000)).build();

        assertThat(RegisterMessage.read(request, PROXY).userAgent().orElseThrow())
                .hasSize(128);
    }

    private static RequestEdit register(String... vias) {
        RequestEdit request = SipRequest.create(Method.REGISTER, SipUri.parse("sip:carillon.example"))
                .set("From", "<sip:alice@carillon.example>;tag=1")
                .set("To", "<sip:alice@carillon.example>")
                .set("Call-ID", "call-1")
                .set("CSeq", "1 REGISTER");
        for (String via : vias) {
            request.add("Via", via);
        }
        return request;
    }
}
