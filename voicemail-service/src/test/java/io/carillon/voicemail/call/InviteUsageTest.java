package io.carillon.voicemail.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.voicemail.VoicemailResult;
import io.carillon.voicemail.call.InviteUsage.Action;
import io.carillon.voicemail.call.InviteUsage.Input;
import java.util.List;
import org.junit.jupiter.api.Test;

class InviteUsageTest {
    private static final Input ACCEPT = new Input.Accept("v=0");

    private InviteUsage state = new InviteUsage.Proceeding();

    @Test
    void cancel_before_the_answer_ends_the_invite_with_487() {
        assertThat(on(new Input.Cancelled())).containsExactly(new Action.Respond(487), new Action.TellGone());
    }

    @Test
    void cancel_after_the_answer_does_not_end_the_call() {
        given(ACCEPT);

        assertThat(on(new Input.Cancelled())).isEmpty();
        assertThat(state).isInstanceOf(InviteUsage.Accepted.class);
    }

    @Test
    void an_answer_after_the_cancel_is_not_sent() {
        given(new Input.Cancelled());

        assertThat(on(ACCEPT)).isEmpty();
    }

    @Test
    void the_ack_ends_the_repetition_of_the_answer() {
        given(ACCEPT);

        assertThat(on(new Input.Acknowledged())).containsExactly(new Action.StopAnswer());
        assertThat(state).isEqualTo(new InviteUsage.Confirmed());
    }

    @Test
    void without_any_ack_the_call_ends_with_a_bye() {
        given(ACCEPT);

        assertThat(on(new Input.Unheard()))
                .containsExactly(
                        new Action.StopAnswer(), new Action.SendBye(VoicemailResult.failed()), new Action.TellGone());
    }

    @Test
    void a_bye_of_ours_waits_for_the_ack_and_carries_the_result() {
        given(ACCEPT, new Input.HangUp(VoicemailResult.exit('0')));

        assertThat(on(new Input.Acknowledged()))
                .containsExactly(new Action.StopAnswer(), new Action.SendBye(VoicemailResult.exit('0')));
    }

    @Test
    void a_bye_of_the_caller_before_our_own_was_sent_ends_the_call() {
        given(ACCEPT, new Input.HangUp(VoicemailResult.success()));

        assertThat(on(new Input.ByeReceived())).containsExactly(new Action.StopAnswer());
        assertThat(state).isEqualTo(new InviteUsage.Ended());
    }

    @Test
    void a_hang_up_in_the_call_sends_the_bye_at_once() {
        given(ACCEPT, new Input.Acknowledged());

        assertThat(on(new Input.HangUp(VoicemailResult.success())))
                .containsExactly(new Action.SendBye(VoicemailResult.success()));
    }

    @Test
    void a_caller_who_says_bye_is_told_of_and_not_answered_by_another_bye() {
        given(ACCEPT, new Input.Acknowledged());

        assertThat(on(new Input.ByeReceived())).containsExactly(new Action.TellGone());
    }

    @Test
    void a_session_that_nobody_refreshes_ends_with_a_bye() {
        given(ACCEPT, new Input.Acknowledged());

        assertThat(on(new Input.Unheard()))
                .containsExactly(new Action.SendBye(VoicemailResult.failed()), new Action.TellGone());
    }

    @Test
    void what_is_over_stays_over() {
        given(new Input.Refuse(488));

        for (Input input : List.of(ACCEPT, new Input.HangUp(VoicemailResult.success()), new Input.ByeReceived())) {
            assertThat(on(input)).isEmpty();
        }
    }

    private void given(Input... inputs) {
        for (Input input : inputs) {
            on(input);
        }
    }

    private List<Action> on(Input input) {
        Step step = InviteUsage.on(state, input);
        state = step.state();
        return step.actions();
    }
}
