package io.carillon.proxy.trunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.proxy.trunk.ProviderRegistration.Action;
import io.carillon.proxy.trunk.ProviderRegistration.Input;
import io.carillon.proxy.trunk.ProviderRegistration.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Hours of a registration in milliseconds: the clock moves by hand. */
class ProviderRegistrationTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Random random = new Random(1);
    private Instant now = Instant.parse("2026-01-05T08:00:00Z");
    private ProviderRegistration line = ProviderRegistration.begin(HOUR, now);

    private List<Action> on(Input input) {
        ProviderRegistration.Step step = line.on(input, now, random);
        line = step.next();
        return step.actions();
    }

    private Duration pauseAfter(Input input) {
        List<Action> actions = on(input);
        assertThat(actions).hasSize(1);
        return ((Action.Wake) actions.getFirst()).after();
    }

    private void registered() {
        on(new Input.Due());
        on(new Input.Accepted(HOUR));
    }

    @Test
    void a_line_that_is_due_asks_to_be_registered() {
        assertThat(on(new Input.Due())).containsExactly(new Action.Register(HOUR));
        assertThat(line.state()).isEqualTo(State.TRYING);
    }

    @Test
    void it_is_refreshed_before_the_provider_forgets_it() {
        on(new Input.Due());

        Duration refresh = pauseAfter(new Input.Accepted(Duration.ofSeconds(100)));

        assertThat(line.state()).isEqualTo(State.REGISTERED);
        assertThat(refresh).isBetween(Duration.ofSeconds(75), Duration.ofSeconds(90));
    }

    @Test
    void a_refresh_does_not_begin_the_state_anew() {
        registered();
        Instant since = line.since();
        now = now.plus(Duration.ofMinutes(50));

        registered();

        assertThat(line.state()).isEqualTo(State.REGISTERED);
        assertThat(line.since()).isEqualTo(since);
    }

    @Test
    void a_challenge_is_answered_and_one_that_refuses_the_answer_ends_the_attempt() {
        on(new Input.Due());
        assertThat(on(new Input.Challenged(401, true))).containsExactly(new Action.Answer());

        Duration pause = pauseAfter(new Input.Challenged(401, false));

        assertThat(line.state()).isEqualTo(State.REJECTED);
        assertThat(line.refusal()).hasValue(401);
        assertThat(pause).isGreaterThanOrEqualTo(ProviderRegistration.REFUSED_FIRST.dividedBy(2));
    }

    @Test
    void a_provider_that_challenges_for_ever_is_not_answered_for_ever() {
        on(new Input.Due());
        int answered = 0;
        while (on(new Input.Challenged(407, true)).contains(new Action.Answer())) {
            answered++;
        }

        assertThat(answered).isEqualTo(3);
        assertThat(line.state()).isEqualTo(State.REJECTED);
    }

    @Test
    void a_refresh_may_be_challenged_as_often_as_the_first_request() {
        registered();
        on(new Input.Challenged(401, true));
        on(new Input.Accepted(HOUR));

        on(new Input.Due());

        assertThat(on(new Input.Challenged(401, true))).containsExactly(new Action.Answer());
    }

    @Test
    void an_expiry_that_is_too_brief_is_raised_to_what_the_provider_wants() {
        line = ProviderRegistration.begin(Duration.ofMinutes(1), now);
        on(new Input.Due());

        assertThat(on(new Input.TooBrief(Duration.ofMinutes(10))))
                .containsExactly(new Action.Register(Duration.ofMinutes(10)));

        registered();
        assertThat(on(new Input.Due())).containsExactly(new Action.Register(Duration.ofMinutes(10)));
    }

    @Test
    void a_423_that_asks_for_no_more_than_was_asked_for_is_a_refusal() {
        on(new Input.Due());

        on(new Input.TooBrief(HOUR));

        assertThat(line.state()).isEqualTo(State.REJECTED);
        assertThat(line.refusal()).hasValue(423);
    }

    @Test
    void pauses_double_up_to_an_end_while_the_provider_is_away() {
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            on(new Input.Due());
            pauses.add(pauseAfter(new Input.Unavailable(Optional.empty())));
        }

        assertThat(line.state()).isEqualTo(State.FAILED);
        assertThat(pauses.getFirst()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
        assertThat(pauses.get(1)).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20));
        assertThat(pauses.subList(10, 100))
                .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(10)));
    }

    @Test
    void pauses_begin_anew_after_a_success() {
        for (int i = 0; i < 10; i++) {
            on(new Input.Due());
            on(new Input.Unavailable(Optional.empty()));
        }
        registered();
        now = now.plus(HOUR);
        on(new Input.Due());

        assertThat(pauseAfter(new Input.Unavailable(Optional.empty()))).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void retry_after_of_a_503_is_kept() {
        on(new Input.Due());

        assertThat(pauseAfter(new Input.Unavailable(Optional.of(Duration.ofMinutes(2)))))
                .isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void a_refresh_that_fails_leaves_it_registered_until_the_time_is_up() {
        registered();
        now = now.plus(Duration.ofMinutes(50));
        on(new Input.Due());
        on(new Input.Unavailable(Optional.empty()));
        assertThat(line.isBound(now)).isTrue();

        now = now.plus(Duration.ofMinutes(11));
        on(new Input.Due());
        assertThat(line.state()).isEqualTo(State.TRYING);
        on(new Input.Unavailable(Optional.empty()));

        assertThat(line.state()).isEqualTo(State.FAILED);
        assertThat(line.isBound(now)).isFalse();
    }

    @Test
    void a_line_that_is_taken_out_of_the_file_takes_its_binding_back() {
        registered();

        assertThat(on(new Input.Removed())).containsExactly(new Action.Register(Duration.ZERO));
        assertThat(on(new Input.Challenged(401, true))).containsExactly(new Action.Answer());
        assertThat(on(new Input.Accepted(Duration.ZERO))).isEmpty();
        assertThat(line.state()).isEqualTo(State.UNREGISTERED);
    }
}
