package io.carillon.proxy.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Descriptions in provisional responses, on both sides of us (RFC 3262 §5, RFC 3261 §13.2.1), and requests that wait. */
class EarlyOfferTest {
    private static final String ONE = "v=0\r\ns=one\r\n";
    private static final String OTHER = "v=0\r\ns=other\r\n";

    private static void calleeSays(CallByHand wire, int status, String tag, String sdp) {
        SipRequest invite = wire.callee().request(Method.INVITE).orElseThrow();
        var response = invite.response(status).toTag(tag).set("Contact", "<sip:desk@203.0.113.6:4712>");
        if (!sdp.isEmpty()) {
            response.body("application/sdp", sdp);
        }
        wire.callee().send(response.build());
    }

    private static Optional<String> decided(CallByHand wire) {
        return wire.told(CallEvent.DialDecided.class).getLast().sdp();
    }

    @Test
    void an_answer_without_a_description_has_that_of_its_own_early_dialog() throws IOException {
        CallByHand wire = new CallByHand();
        calleeSays(wire, 183, "one", ONE);
        calleeSays(wire, 183, "other", OTHER);

        calleeSays(wire, 200, "one", "");

        assertThat(decided(wire)).contains(ONE);
    }

    @Test
    void an_answer_with_a_description_has_its_own() throws IOException {
        CallByHand wire = new CallByHand();
        calleeSays(wire, 183, "one", ONE);

        calleeSays(wire, 200, "one", OTHER);

        assertThat(decided(wire)).contains(OTHER);
    }

    @Test
    void the_first_answer_stands_and_a_second_one_is_acknowledged_and_ended() throws IOException {
        CallByHand wire = new CallByHand();
        calleeSays(wire, 183, "one", ONE);
        calleeSays(wire, 183, "other", OTHER);
        calleeSays(wire, 200, "other", OTHER);

        calleeSays(wire, 200, "one", ONE);

        assertThat(wire.callee().requests(Method.ACK).map(ack -> ack.to().tag().orElseThrow()))
                .containsExactly("other", "one");
        assertThat(wire.callee().requests(Method.BYE).map(bye -> bye.to().tag().orElseThrow()))
                .containsExactly("one");
    }

    @Test
    void an_offer_in_a_provisional_response_is_the_only_one() throws IOException {
        CallByHand wire = new CallByHand("Supported: 100rel");
        wire.plan().provisional(183, Optional.of(ONE));
        wire.loop.advance(Duration.ZERO);
        SipResponse early = wire.caller().lastResponse();
        wire.callerSends("PRACK", 2, "RAck: " + early.header("RSeq").orElseThrow() + " 1 INVITE");
        wire.plan().provisional(183, Optional.of(ONE));
        wire.loop.advance(Duration.ZERO);
        SipResponse later = wire.caller().lastResponse();
        wire.callerSends("PRACK", 3, "RAck: " + later.header("RSeq").orElseThrow() + " 1 INVITE");

        wire.plan().accept(ONE);
        wire.loop.advance(Duration.ZERO);

        assertThat(early.body()).asString(UTF_8).isEqualTo(ONE);
        assertThat(later.body()).isEmpty();
        assertThat(wire.caller().lastResponse().status()).isEqualTo(200);
        assertThat(wire.caller().lastResponse().body()).isEmpty();
    }

    @Test
    void a_new_offer_that_nobody_has_answered_ends_with_its_dialog() throws IOException {
        CallByHand wire = new CallByHand();
        wire.talk();
        wire.callerSends("INVITE", 2);

        wire.callerSends("BYE", 3);

        assertThat(wire.caller().responses().filter(response -> response.cseq().number() == 2))
                .extracting(SipResponse::status)
                .contains(487);
    }

    @Test
    void a_request_in_a_dialog_that_requires_what_nobody_knows_is_420() throws IOException {
        CallByHand wire = new CallByHand();
        wire.talk();

        wire.callerSends("UPDATE", 2, "Require: levitation");

        assertThat(wire.caller().lastResponse().status()).isEqualTo(420);
        assertThat(wire.caller().lastResponse().header("Unsupported")).contains("levitation");
    }

    private int answerTo(CallByHand wire, int number) {
        return wire.caller()
                .responses()
                .filter(response -> response.cseq().number() == number)
                .mapToInt(SipResponse::status)
                .max()
                .orElse(0);
    }

    @Test
    void a_second_invite_before_the_first_has_its_answer_is_500_with_a_time_to_wait() throws IOException {
        CallByHand wire = new CallByHand();
        wire.talk();
        wire.callerSends("INVITE", 2);

        wire.callerSends("INVITE", 3);

        assertThat(answerTo(wire, 3)).isEqualTo(500);
        assertThat(wire.caller().lastResponse().header("Retry-After")).isPresent();
    }

    @Test
    void an_update_that_offers_nothing_is_taken_while_the_call_rings() throws IOException {
        CallByHand wire = new CallByHand("Supported: 100rel");
        wire.plan().provisional(180, Optional.empty());
        wire.loop.advance(Duration.ZERO);

        wire.callerSends("UPDATE", 2);

        assertThat(wire.told(CallEvent.Reoffer.class)).hasSize(1);
    }

    @Test
    void an_invite_of_the_callee_before_its_answer_meets_ours() throws IOException {
        CallByHand wire = new CallByHand();
        calleeSays(wire, 180, "one", "");

        wire.calleeSends("INVITE", 1, "one");

        assertThat(wire.callee().lastResponse().status()).isEqualTo(491);
    }
}
