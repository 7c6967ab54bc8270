package io.carillon.proxy.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.protocol.sip.Method;
import io.carillon.proxy.dialplan.HungUp;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** {@code channel request hangup}. */
class EndedByAdministratorTest {
    private final CallByHand hand;

    EndedByAdministratorTest() throws IOException {
        hand = new CallByHand();
    }

    private void soon() {
        hand.loop.advance(Duration.ZERO);
    }

    @Test
    void the_plan_of_a_call_that_is_ended_hears_that_the_caller_is_gone() {
        hand.talk();

        hand.call().end();
        soon();

        assertThat(hand.inbox.departure()).isEmpty();
        assertThatThrownBy(() -> hand.told(CallEvent.class)).isInstanceOf(HungUp.class);
        assertThat(hand.inbox.departure()).contains(Departure.ENDED);
    }

    @Test
    void a_callee_who_talks_gets_bye_and_the_plan_goes_on() {
        hand.talk();

        assertThat(hand.call().end(CallByHand.DESK.value())).isTrue();
        soon();

        assertThat(hand.callee().request(Method.BYE)).isPresent();
        assertThat(hand.told(CallEvent.CalleeGone.class))
                .containsExactly(new CallEvent.CalleeGone(CallByHand.DESK, Departure.ENDED));
    }

    @Test
    void a_callee_whose_phone_rings_gets_cancel_and_the_dial_has_failed() {
        hand.callee().answer(Method.INVITE, 180);

        assertThat(hand.call().end(CallByHand.DESK.value())).isTrue();
        soon();

        assertThat(hand.callee().request(Method.CANCEL)).isPresent();
        assertThat(hand.told(CallEvent.DialDecided.class))
                .extracting(CallEvent.DialDecided::outcome)
                .containsExactly(new Fork.Outcome.Failed(480));
    }

    @Test
    void nobody_is_ended_who_takes_no_part() {
        assertThat(hand.call().end("somebody")).isFalse();
    }

    @Test
    void passwords_in_a_plan_are_masked() {
        assertThat(ShownArguments.of("Dial", "SIP/bob:s3cret@provider/99&SIP/alice,20"))
                .isEqualTo("SIP/bob:********@provider/99&SIP/alice,20");
        assertThat(ShownArguments.of("AUTHENTICATE", "4711,j")).isEqualTo("********,j");
        assertThat(ShownArguments.of("Dial", "SIP/alice,20")).isEqualTo("SIP/alice,20");
    }
}
