package io.carillon.proxy.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.proxy.call.CalleeLeg.Action;
import io.carillon.proxy.call.CalleeLeg.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CalleeLegTest {
    private final List<Action> actions = new ArrayList<>();
    private CalleeLeg leg = new CalleeLeg.Inviting();

    @Test
    void an_answer_is_acknowledged_before_anybody_is_told() {
        on(new Input.Success("a"));

        assertThat(actions).containsExactly(new Action.Acknowledge("a"), new Action.TellAnswered());
    }

    @Test
    void an_answer_that_crosses_our_cancel_is_acknowledged_and_ended() {
        given(new Input.Abandon(true));

        on(new Input.Success("a"));

        assertThat(actions).containsExactly(new Action.Acknowledge("a"), new Action.SendBye("a"));
        assertThat(leg).isInstanceOf(CalleeLeg.Ended.class);
    }

    @Test
    void the_487_after_a_cancel_tells_nobody() {
        given(new Input.Abandon(false));

        on(new Input.Failure(487));

        assertThat(actions).isEmpty();
    }

    @Test
    void a_repeated_answer_is_acknowledged_again() {
        given(new Input.Success("a"));

        on(new Input.Success("a"));

        assertThat(actions).containsExactly(new Action.Acknowledge("a"));
    }

    @Test
    void an_answer_of_a_second_fork_behind_the_phone_is_acknowledged_and_ended() {
        given(new Input.Success("a"));

        on(new Input.Success("b"));

        assertThat(actions).containsExactly(new Action.Acknowledge("b"), new Action.SendBye("b"));
        assertThat(leg).isEqualTo(new CalleeLeg.Confirmed("a", Set.of("b")));
    }

    @Test
    void the_loser_of_a_fork_is_told_that_the_call_was_completed_elsewhere() {
        on(new Input.Abandon(true));

        assertThat(actions).containsExactly(new Action.Cancel(true));
    }

    @Test
    void hanging_up_an_answered_leg_sends_bye_in_its_dialog() {
        given(new Input.Success("a"));

        on(new Input.HangUp());

        assertThat(actions).containsExactly(new Action.SendBye("a"));
    }

    @Test
    void a_bye_of_the_callee_is_told_once() {
        given(new Input.Success("a"));

        on(new Input.ByeReceived());
        on(new Input.HangUp());

        assertThat(actions).containsExactly(new Action.TellGone(Departure.HUNG_UP));
    }

    @Test
    void the_end_names_the_dialogs_that_are_over() {
        given(new Input.Success("a"), new Input.Success("b"));

        on(new Input.HangUp());

        assertThat(leg).isEqualTo(new CalleeLeg.Ended(Set.of("a", "b")));
    }

    @Test
    void a_new_offer_that_is_never_acknowledged_ends_the_call_with_a_bye() {
        given(new Input.Success("a"));

        on(new Input.Overdue());

        assertThat(actions).containsExactly(new Action.SendBye("a"), new Action.TellGone(Departure.LOST));
    }

    private void given(Input... inputs) {
        for (Input input : inputs) {
            on(input);
        }
        actions.clear();
    }

    private void on(Input input) {
        Step<CalleeLeg, Action> step = CalleeLeg.on(leg, input);
        leg = step.state();
        actions.addAll(step.actions());
    }
}
