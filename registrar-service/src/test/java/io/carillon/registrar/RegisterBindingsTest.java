package io.carillon.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** What a REGISTER does to the bindings of its account, and what the answer shows of them. */
@QuarkusTest
class RegisterBindingsTest extends RegistrarFixture {
    @Test
    void a_retransmission_gets_the_same_answer() throws Exception {
        try (ProxyClient phone = phone("open", "")) {
            SipRequest routed = phone.routed(phone.register(CONTACT).build());
            SipResponse first = phone.sendAgain(routed);

            SipResponse second = phone.sendAgain(routed);

            assertThat(second.encode()).isEqualTo(first.encode());
        }
    }

    @Test
    void a_query_lists_all_contacts() throws Exception {
        try (ProxyClient phone = phone("open", "")) {
            phone.send(phone.register("<sip:a@192.0.2.1>;q=0.5", "<sip:b@192.0.2.1>")
                    .build());

            SipResponse answer = phone.send(phone.register().build());

            assertThat(answer.headers("Contact"))
                    .containsExactly("<sip:a@192.0.2.1>;expires=120;q=0.500", "<sip:b@192.0.2.1>;expires=120");
        }
    }

    @Test
    void instance_and_reg_id_replace_the_contact_and_are_shown_again() throws Exception {
        try (ProxyClient phone = phone("open", "")) {
            String flow = ";+sip.instance=\"<urn:uuid:1>\";reg-id=1";
            phone.send(phone.register("<sip:a@192.0.2.1>" + flow).build());

            SipResponse answer =
                    phone.send(phone.register("<sip:a@192.0.2.2>" + flow).build());

            assertThat(answer.headers("Contact")).containsExactly("<sip:a@192.0.2.2>;expires=120" + flow);
        }
    }

    @Test
    void the_wildcard_unregisters_and_needs_expires_zero() throws Exception {
        try (ProxyClient phone = phone("open", "")) {
            phone.send(phone.register(CONTACT).build());

            assertThat(phone.send(phone.register("*").build()).status()).isEqualTo(400);
            assertThat(phone.send(phone.register(CONTACT, "*")
                                    .set("Expires", "0")
                                    .build())
                            .status())
                    .isEqualTo(400);
            assertThat(phone.send(phone.register("*").set("Expires", "0").build())
                            .headers("Contact"))
                    .isEmpty();
            assertThat(bindings("open")).isEmpty();
        }
    }

    @Test
    void an_account_with_an_address_registers_from_there_alone_and_is_reachable_without() throws Exception {
        try (ProxyClient stranger = phone("trunk", "wonderland");
                ProxyClient trunk = phone("trunk", "wonderland").seenAt("192.0.2.77:5080")) {
            assertThat(peer("trunk").path("status").asText()).isEqualTo("permanent");
            assertThat(stranger.exchange(stranger.register(CONTACT)).status()).isEqualTo(403);
            assertThat(trunk.exchange(trunk.register()).headers("Contact"))
                    .containsExactly("<sip:trunk@192.0.2.77:5070>;expires=3600");
            assertThat(trunk.exchange(trunk.register(CONTACT)).status()).isEqualTo(200);
        }
    }

    @Test
    void the_phone_is_where_the_proxy_saw_it() throws Exception {
        try (ProxyClient phone = phone("open", "").seenAt("198.51.100.7:40123")) {
            phone.send(phone.register(CONTACT).build());

            JsonNode contact = peer("open").path("contacts").path(0);
            assertThat(contact.path("address").asText()).isEqualTo("198.51.100.7");
            assertThat(contact.path("port").asInt()).isEqualTo(40_123);
            assertThat(contact.path("userAgent").asText()).isEqualTo("Test phone");
            assertThat(contact.path("expiresIn").asInt()).isBetween(110, 120);
        }
    }

    @Test
    void a_request_that_requires_what_nobody_knows_is_told_what_and_not_even_challenged() throws Exception {
        try (ProxyClient phone = phone("open", "")) {
            SipResponse answer = phone.send(phone.register(CONTACT)
                    .set("Require", "path, levitation, outbound, gruu")
                    .build());

            assertThat(answer.status()).isEqualTo(420);
            assertThat(answer.headers("Unsupported")).containsExactly("levitation", "gruu");
        }
    }

    @Test
    void options_is_answered_and_what_else_comes_is_not_allowed() throws Exception {
        try (ProxyClient proxy = phone("open", "")) {
            assertThat(proxy.send(proxy.request(Method.OPTIONS)).status()).isEqualTo(200);
            assertThat(proxy.send(proxy.request(Method.INVITE)).status()).isEqualTo(405);
        }
    }

    private JsonNode peer(String name) throws Exception {
        for (JsonNode peer : JSON.readTree(get("/peers").body()).path("peers")) {
            if (peer.path("name").asText().equals(name)) {
                return peer;
            }
        }
        throw new AssertionError("no peer " + name);
    }
}
