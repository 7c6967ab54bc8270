package io.carillon.proxy.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.proxy.call.ReliableProvisionals.Action;
import io.carillon.proxy.call.ReliableProvisionals.Input;
import io.carillon.proxy.call.ReliableProvisionals.Provisional;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Provisional responses with receipts, as their sender sees them (RFC 3262 §3). */
class ReliableProvisionalsTest {
    private static final Provisional RINGING = new Provisional(180, Optional.empty());
    private static final Provisional EARLY_MEDIA = new Provisional(183, Optional.of("v=0\r\n"));

    private ReliableProvisionals state = ReliableProvisionals.after(41);

    @Test
    void the_first_gets_the_next_number_and_is_waited_for() {
        assertThat(on(new Input.Send(RINGING)))
                .containsExactly(
                        new Action.Respond(42, RINGING),
                        new Action.ScheduleRetransmission(Duration.ofMillis(500)),
                        new Action.ExpectAcknowledgement(Duration.ofSeconds(32)));
    }

    @Test
    void a_second_waits_until_the_first_is_acknowledged() {
        on(new Input.Send(RINGING));
        assertThat(on(new Input.Send(EARLY_MEDIA))).isEmpty();

        assertThat(on(new Input.Acknowledged(42)))
                .startsWith(new Action.StopTimers(), new Action.Respond(43, EARLY_MEDIA));
    }

    @Test
    void it_is_repeated_at_intervals_that_double_without_a_limit() {
        on(new Input.Send(RINGING));
        Duration interval = Duration.ofMillis(500);

        for (int i = 0; i < 6; i++) {
            interval = interval.multipliedBy(2);
            assertThat(on(new Input.RetransmissionDue()))
                    .containsExactly(new Action.Retransmit(), new Action.ScheduleRetransmission(interval));
        }
    }

    @Test
    void a_receipt_for_another_number_acknowledges_nothing() {
        on(new Input.Send(RINGING));

        assertThat(on(new Input.Acknowledged(41))).isEmpty();
        assertThat(state.expects(42)).isTrue();
    }

    @Test
    void a_second_receipt_for_the_same_acknowledges_nothing() {
        on(new Input.Send(RINGING));
        on(new Input.Acknowledged(42));

        assertThat(state.expects(42)).isFalse();
    }

    @Test
    void only_a_session_description_without_receipt_holds_the_answer_back() {
        on(new Input.Send(RINGING));
        assertThat(state.holdsSuccess()).isFalse();
        on(new Input.Acknowledged(42));
        on(new Input.Send(EARLY_MEDIA));
        assertThat(state.holdsSuccess()).isTrue();

        on(new Input.Acknowledged(43));

        assertThat(state.holdsSuccess()).isFalse();
    }

    @Test
    void a_timer_that_fires_late_repeats_nothing() {
        on(new Input.Send(RINGING));
        on(new Input.Acknowledged(42));

        assertThat(on(new Input.RetransmissionDue())).isEmpty();
    }

    private List<Action> on(Input input) {
        Step<ReliableProvisionals, Action> step = ReliableProvisionals.on(state, input);
        state = step.state();
        return step.actions();
    }
}
