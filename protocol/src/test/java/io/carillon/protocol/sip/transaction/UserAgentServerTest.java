package io.carillon.protocol.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.RequestEdit;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.SipUri;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserAgentServerTest {
    private final UserAgentServer server =
            new UserAgentServer("Carillon", "INVITE, OPTIONS", "replaces", List.of("replaces", "timer"));

    @Test
    void who_asks_what_we_are_is_told() {
        SipResponse answer = server.answer(options().build(), 200);

        assertThat(answer.headers("Allow")).containsExactly("INVITE", "OPTIONS");
        assertThat(answer.header("Supported")).contains("replaces");
        assertThat(answer.header("Accept")).isPresent();
        assertThat(answer.header("Server")).contains("Carillon");
    }

    @Test
    void who_requires_what_we_do_not_know_is_told_which_of_it() {
        SipRequest request =
                options().add("Require", "Timer").add("Require", "levitation").build();

        assertThat(server.notUnderstood(request)).containsExactly("levitation");
        assertThat(server.answer(request, 420).header("Unsupported")).contains("levitation");
    }

    @Test
    void a_retransmission_gets_the_same_tag_and_another_request_another() {
        SipRequest request = options().build();
        SipRequest other = options().set("Call-ID", "another").build();

        assertThat(server.answer(request, 481).to().tag())
                .isPresent()
                .isEqualTo(server.answer(request, 481).to().tag())
                .isNotEqualTo(server.answer(other, 481).to().tag());
    }

    private static RequestEdit options() {
        return SipRequest.create(Method.OPTIONS, SipUri.parse("sip:192.0.2.1"))
                .set("Via", "SIP/2.0/UDP 203.0.113.5:4711;branch=z9hG4bK-1")
                .set("Max-Forwards", "70")
                .set("From", "<sip:alice@192.0.2.1>;tag=a")
                .set("To", "<sip:192.0.2.1>")
                .set("Call-ID", "call-1")
                .set("CSeq", "1 OPTIONS");
    }
}
