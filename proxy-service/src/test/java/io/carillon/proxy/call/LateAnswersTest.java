package io.carillon.proxy.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipRequest;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a callee's phones still answer when the call is over (RFC 3261 §13.2.2.4, RFC 6026). */
class LateAnswersTest {
    private CallByHand hand;

    @BeforeEach
    void aCallIsOver() throws IOException {
        hand = new CallByHand();
        hand.talk();
        hand.callerSends("BYE", 2);
        hand.plan().finish(200);
        hand.loop.advance(Duration.ZERO);
        hand.callee().answer(Method.BYE, 200);
    }

    private long sent(Method method) {
        return hand.callee().requests(method).count();
    }

    /** A 2xx to the INVITE, of the phone that was talked with or of another one behind its contact. */
    private void answers(String tag) {
        hand.callee()
                .send(hand.callee()
                        .request(Method.INVITE)
                        .orElseThrow()
                        .response(200)
                        .toTag(tag)
                        .set("Contact", "<sip:desk@203.0.113.6:4712>")
                        .build());
    }

    @Test
    void the_answer_once_more_is_only_acknowledged() {
        answers("desk");

        assertThat(sent(Method.ACK)).isEqualTo(2);
        assertThat(sent(Method.BYE)).isOne();
    }

    @Test
    void an_answer_of_another_phone_is_acknowledged_and_ended_once() {
        answers("another");
        answers("another");

        assertThat(sent(Method.ACK)).isEqualTo(3);
        assertThat(sent(Method.BYE)).isEqualTo(2);
    }

    @Test
    void the_bye_is_for_the_dialog_of_that_phone() {
        answers("another");

        SipRequest bye = hand.callee().request(Method.BYE).orElseThrow();
        assertThat(bye.to().tag()).hasValue("another");
    }

    @Test
    void nothing_is_left_of_the_call_but_the_invite_until_timer_m() {
        assertThat(hand.transactions.figures().settled()).isOne();

        // 64 T1, and what such entries wait for each other.
        hand.loop.advance(Duration.ofSeconds(33));

        assertThat(hand.transactions.figures().settled()).isZero();
    }
}
