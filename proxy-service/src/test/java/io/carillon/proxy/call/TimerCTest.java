package io.carillon.proxy.call;

import static io.carillon.proxy.call.CallByHand.A_MOMENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A Dial without a time whose phone rings and never says more (RFC 3261 §16.6 step 11): three minutes are too long for a
 * test to wait, and no operator may make them shorter.
 */
class TimerCTest {
    private CallByHand hand;

    @BeforeEach
    void aPhoneIsDialled() throws IOException {
        hand = new CallByHand();
    }

    @Test
    void a_phone_that_rings_and_says_no_more_is_cancelled_when_timer_c_fires() {
        hand.callee().answer(Method.INVITE, 180);

        hand.loop.advance(Fork.TIMER_C.minus(A_MOMENT));
        assertThat(decided()).isEmpty();
        assertThat(hand.callee().request(Method.CANCEL)).isEmpty();
        hand.loop.advance(A_MOMENT);

        assertThat(decided()).containsExactly(new Fork.Outcome.TimedOut());
        assertThat(hand.callee().request(Method.CANCEL)).isPresent();
    }

    @Test
    void a_phone_that_rings_again_in_time_has_as_long_once_more() {
        hand.callee().answer(Method.INVITE, 180);
        hand.loop.advance(Fork.TIMER_C.minus(A_MOMENT));
        hand.callee().answer(Method.INVITE, 180);

        hand.loop.advance(Fork.TIMER_C.minus(A_MOMENT));
        assertThat(decided()).isEmpty();
        hand.loop.advance(A_MOMENT);

        assertThat(decided()).containsExactly(new Fork.Outcome.TimedOut());
    }

    @Test
    void a_phone_that_answers_not_even_the_cancel_leaves_nothing_behind() {
        hand.callee().answer(Method.INVITE, 180);
        hand.loop.advance(Fork.TIMER_C);

        hand.plan().finish(480);
        hand.loop.advance(Duration.ofMinutes(2));

        assertThat(hand.caller().responses()).extracting(SipResponse::status).contains(480);
        assertThat(hand.transactions.figures().client()).isZero();
        assertThat(hand.transactions.figures().openServer()).isZero();
    }

    /** How the Dial came out, told since the last look. */
    private List<Fork.Outcome> decided() {
        return hand.told(CallEvent.DialDecided.class).stream()
                .map(CallEvent.DialDecided::outcome)
                .toList();
    }
}
