package io.carillon.voicemail.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.voicemail.waiting.Subscription.Action;
import io.carillon.voicemail.waiting.Subscription.Input;
import io.carillon.voicemail.waiting.Subscription.Step;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private Instant now = Instant.parse("2026-01-15T12:00:00Z");
    private Step step = Subscription.begin(HOUR, now);

    private void on(Input input) {
        step = Subscription.on(step.state(), input, now);
    }

    @Test
    void a_subscriber_is_told_at_once() {
        assertThat(step.actions()).containsExactly(new Action.Notify(3600), new Action.Await(HOUR));
    }

    @Test
    void a_subscription_for_no_time_is_a_question_that_is_answered_once() {
        step = Subscription.begin(Duration.ZERO, now);

        assertThat(step.actions()).containsExactly(new Action.NotifyEnd(), new Action.Forget());
    }

    @Test
    void a_change_is_told_with_the_time_that_is_left() {
        on(new Input.Answered(200));
        now = now.plusSeconds(600);

        on(new Input.Changed());

        assertThat(step.actions()).containsExactly(new Action.Notify(3000));
    }

    @Test
    void changes_while_a_notify_is_under_way_are_told_by_one_more() {
        on(new Input.Changed());
        on(new Input.Changed());

        on(new Input.Answered(200));

        assertThat(step.actions()).containsExactly(new Action.Notify(3600));
    }

    @Test
    void after_the_answer_nothing_is_told_again() {
        on(new Input.Answered(200));

        assertThat(step.actions()).isEmpty();
    }

    @Test
    void a_refresh_prolongs_and_is_told_of_too() {
        on(new Input.Answered(200));
        now = now.plusSeconds(3000);

        on(new Input.Subscribed(HOUR));

        assertThat(step.actions()).containsExactly(new Action.Notify(3600), new Action.Await(HOUR));
    }

    @Test
    void the_first_time_limit_does_not_end_what_was_refreshed() {
        now = now.plusSeconds(3000);
        on(new Input.Subscribed(HOUR));
        now = now.plusSeconds(600);

        on(new Input.TimeUp());

        assertThat(step.actions()).containsExactly(new Action.Await(Duration.ofMinutes(50)));
    }

    @Test
    void without_a_refresh_it_ends_and_the_phone_is_told() {
        now = now.plus(HOUR);

        on(new Input.TimeUp());

        assertThat(step.actions()).containsExactly(new Action.NotifyEnd(), new Action.Forget());
    }

    @Test
    void unsubscribing_is_told_once_more() {
        on(new Input.Subscribed(Duration.ZERO));

        assertThat(step.actions()).containsExactly(new Action.NotifyEnd(), new Action.Forget());
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 408, 430, 481, 489, 604})
    void a_phone_that_knows_of_no_subscription_has_none(int status) {
        on(new Input.Answered(status));

        assertThat(step.actions()).containsExactly(new Action.Forget());
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 500, 503, 603})
    void any_other_refusal_costs_one_notify_and_not_the_subscription(int status) {
        on(new Input.Answered(status));

        on(new Input.Changed());

        assertThat(step.actions()).containsExactly(new Action.Notify(3600));
    }

    @Test
    void what_has_ended_stays_so() {
        on(new Input.Answered(481));

        on(new Input.Changed());

        assertThat(step.actions()).isEmpty();
    }
}
