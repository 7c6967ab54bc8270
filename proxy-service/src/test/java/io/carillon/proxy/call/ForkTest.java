package io.carillon.proxy.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.media.LegId;
import io.carillon.proxy.call.Fork.Action;
import io.carillon.proxy.call.Fork.Input;
import io.carillon.proxy.call.Fork.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForkTest {
    private static final LegId DESK = new LegId("desk");
    private static final LegId SOFT = new LegId("soft");
    private static final LegId HOME = new LegId("home");

    private final List<Action> actions = new ArrayList<>();
    private static final Map<LegId, String> CALLEES = Map.of(DESK, "anna", SOFT, "anna", HOME, "bert");

    private Fork fork = Fork.begin(CALLEES, Optional.of(Duration.ofSeconds(8))).state();

    @Test
    void the_first_answer_wins_and_the_rest_are_abandoned() {
        on(new Input.Answered(SOFT));

        assertThat(actions)
                .containsExactlyInAnyOrder(
                        new Action.Abandon(DESK, true),
                        new Action.Abandon(HOME, true),
                        new Action.Tell(new Outcome.Answered(SOFT)));
    }

    @Test
    void a_second_answer_changes_nothing() {
        given(new Input.Answered(SOFT));

        on(new Input.Answered(DESK));

        assertThat(actions).isEmpty();
    }

    @Test
    void one_busy_phone_lets_the_others_ring_on() {
        on(new Input.Failed(DESK, 486));

        assertThat(actions).isEmpty();
    }

    @Test
    void a_6xx_ends_the_phones_of_its_callee_only() {
        on(new Input.Failed(DESK, 603));

        assertThat(actions).containsExactly(new Action.Abandon(SOFT, false));
    }

    @Test
    void a_6xx_of_the_last_callee_ends_the_dial() {
        given(new Input.Failed(DESK, 603));

        on(new Input.Failed(HOME, 480));

        assertThat(actions).containsExactly(new Action.Tell(new Outcome.Failed(603)));
    }

    @ParameterizedTest
    @CsvSource({
        "480, 486, 404, 486",
        "503, 480, 500, 480",
        "408, 408, 486, 486",
        "404, 480, 503, 404",
        "401, 404, 480, 404",
        "407, 420, 481, 500",
    })
    void the_best_of_three_failures_is_told(int first, int second, int third, int best) {
        given(new Input.Failed(DESK, first), new Input.Failed(SOFT, second));

        on(new Input.Failed(HOME, third));

        assertThat(actions).containsExactly(new Action.Tell(new Outcome.Failed(best)));
    }

    @Test
    void when_the_time_is_up_every_open_branch_is_abandoned() {
        given(new Input.Failed(DESK, 480));

        on(new Input.TimeUp());

        assertThat(actions)
                .containsExactlyInAnyOrder(
                        new Action.Abandon(SOFT, false),
                        new Action.Abandon(HOME, false),
                        new Action.Tell(new Outcome.TimedOut()));
    }

    @Test
    void the_caller_leaving_abandons_every_branch() {
        on(new Input.CallerLeft());

        assertThat(actions).hasSize(4).contains(new Action.Tell(new Outcome.CallerLeft()));
    }

    @Test
    void a_redirection_to_an_extension_stops_the_other_phones() {
        on(new Input.Forwarded(DESK, "300"));

        assertThat(actions)
                .contains(new Action.Abandon(SOFT, false), new Action.Tell(new Outcome.Forwarded("300")))
                .doesNotContain(new Action.Abandon(DESK, false));
    }

    @Test
    void the_time_of_the_plan_limits_a_dial_whatever_the_phones_say() {
        Step<Fork, Action> begun = Fork.begin(CALLEES, Optional.of(Duration.ofMinutes(10)));

        assertThat(begun.actions()).containsExactly(new Action.Limit(Duration.ofMinutes(10)));
        assertThat(Fork.on(begun.state(), new Input.Provisional(DESK)).actions())
                .isEmpty();
    }

    @Test
    void without_a_time_timer_c_limits_a_dial_and_begins_anew_with_each_provisional() {
        Step<Fork, Action> begun = Fork.begin(CALLEES, Optional.empty());

        assertThat(begun.actions()).containsExactly(new Action.Limit(Fork.TIMER_C));
        assertThat(Fork.on(begun.state(), new Input.Provisional(DESK)).actions())
                .containsExactly(new Action.Limit(Fork.TIMER_C));
    }

    @Test
    void a_late_provisional_of_a_decided_dial_limits_nothing() {
        given(new Input.Answered(DESK));

        on(new Input.Provisional(HOME));

        assertThat(actions).isEmpty();
    }

    private void given(Input... inputs) {
        for (Input input : inputs) {
            on(input);
        }
        actions.clear();
    }

    private void on(Input input) {
        Step<Fork, Action> step = Fork.on(fork, input);
        fork = step.state();
        actions.addAll(step.actions());
    }
}
