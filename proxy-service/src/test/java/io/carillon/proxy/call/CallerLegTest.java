package io.carillon.proxy.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.proxy.call.CallerLeg.Action;
import io.carillon.proxy.call.CallerLeg.Input;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallerLegTest {
    private final List<Action> actions = new ArrayList<>();
    private CallerLeg leg = new CallerLeg.Proceeding();

    @Test
    void a_cancel_before_the_answer_ends_the_invite_with_487() {
        on(new Input.Cancelled());

        assertThat(actions)
                .containsExactly(new Action.Respond(487, Optional.empty()), new Action.TellGone(Departure.CANCELLED));
        assertThat(leg).isEqualTo(new CallerLeg.Ended());
    }

    @Test
    void cancel_after_the_answer_does_not_end_the_call() {
        given(new Input.Accept("v=0"));

        on(new Input.Cancelled());

        assertThat(actions).isEmpty();
        assertThat(leg).isInstanceOf(CallerLeg.Accepted.class);
    }

    @Test
    void an_answer_after_the_cancel_is_not_sent() {
        given(new Input.Cancelled());

        on(new Input.Accept("v=0"));

        assertThat(actions).isEmpty();
    }

    @Test
    void the_answer_is_repeated_at_doubling_intervals_up_to_t2() {
        given(new Input.Accept("v=0"));

        for (int i = 0; i < 5; i++) {
            on(new Input.RetransmissionDue());
        }

        assertThat(actions)
                .filteredOn(Action.ScheduleRetransmission.class::isInstance)
                .extracting(action ->
                        ((Action.ScheduleRetransmission) action).interval().toMillis())
                .containsExactly(1000L, 2000L, 4000L, 4000L, 4000L);
    }

    @Test
    void the_ack_stops_the_repetition_of_the_answer() {
        given(new Input.Accept("v=0"));

        on(new Input.Acknowledged());

        assertThat(actions).containsExactly(new Action.StopTimers());
        assertThat(leg).isEqualTo(new CallerLeg.Confirmed());
    }

    @Test
    void without_any_ack_the_call_ends_with_a_bye_after_32_seconds() {
        given(new Input.Accept("v=0"));
        assertThat(CallerLeg.ACKNOWLEDGEMENT_LIMIT).isEqualTo(Duration.ofSeconds(32));

        on(new Input.Overdue());

        assertThat(actions)
                .containsExactly(new Action.StopTimers(), new Action.SendBye(), new Action.TellGone(Departure.LOST));
    }

    @Test
    void a_bye_of_ours_waits_for_the_ack() {
        given(new Input.Accept("v=0"), new Input.HangUp(200));

        on(new Input.Acknowledged());

        assertThat(actions).containsExactly(new Action.StopTimers(), new Action.SendBye());
        assertThat(leg).isEqualTo(new CallerLeg.Ended());
    }

    @Test
    void a_bye_of_the_caller_before_its_ack_is_a_hang_up() {
        given(new Input.Accept("v=0"));

        on(new Input.ByeReceived());

        assertThat(actions).containsExactly(new Action.StopTimers(), new Action.TellGone(Departure.HUNG_UP));
    }

    @Test
    void both_sides_hanging_up_at_once_ends_the_leg_once() {
        given(new Input.Accept("v=0"), new Input.Acknowledged(), new Input.HangUp(200));

        on(new Input.ByeReceived());

        assertThat(actions).isEmpty();
    }

    @Test
    void hanging_up_an_unanswered_call_gives_the_plans_status() {
        on(new Input.HangUp(603));

        assertThat(actions).containsExactly(new Action.Respond(603, Optional.empty()));
    }

    @Test
    void the_answer_is_told_once_it_is_out() {
        on(new Input.Accept("v=0"));

        assertThat(actions)
                .startsWith(new Action.Respond(200, Optional.of("v=0")))
                .endsWith(new Action.TellAccepted());
    }

    @Test
    void a_new_offer_that_is_never_acknowledged_ends_the_call_with_a_bye() {
        given(new Input.Accept("v=0"), new Input.Acknowledged());

        on(new Input.Overdue());

        assertThat(actions).containsExactly(new Action.SendBye(), new Action.TellGone(Departure.LOST));
    }

    private void given(Input... inputs) {
        for (Input input : inputs) {
            on(input);
        }
        actions.clear();
    }

    private void on(Input input) {
        Step<CallerLeg, Action> step = CallerLeg.on(leg, input);
        leg = step.state();
        actions.addAll(step.actions());
    }
}
