package io.carillon.protocol.media.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnderWayTest {
    private static final long LIMIT = 500;

    private final UnderWay<String> underWay = new UnderWay<>(LIMIT);

    @Test
    void an_answer_finds_its_request_once() {
        underWay.ask(1, "offer", 0);

        assertThat(underWay.answered(1)).contains("offer");
        assertThat(underWay.answered(1)).isEmpty();
        assertThat(underWay.left(0)).isEmpty();
    }

    @Test
    void each_request_has_its_own_time_however_many_are_asked_after_it() {
        underWay.ask(1, "first", 0);
        underWay.ask(2, "second", 499);

        assertThat(underWay.left(499)).hasValue(1);
        assertThat(underWay.overdue(500)).containsExactly("first");
        assertThat(underWay.left(500)).hasValue(499);
    }

    @Test
    void a_relay_that_lets_a_request_run_out_of_time_is_suspected_until_it_answers_one_in_time() {
        underWay.ask(1, "offer", 0);
        underWay.overdue(LIMIT);
        assertThat(underWay.suspected()).isTrue();

        underWay.ask(2, "are you there?", LIMIT);
        underWay.answered(2);

        assertThat(underWay.suspected()).isFalse();
    }

    @Test
    void an_answer_that_comes_too_late_clears_no_suspicion() {
        underWay.ask(1, "offer", 0);
        underWay.overdue(LIMIT);

        assertThat(underWay.answered(1)).isEmpty();
        assertThat(underWay.suspected()).isTrue();
    }

    @Test
    void nothing_is_overdue_before_its_time() {
        underWay.ask(1, "offer", 0);

        assertThat(underWay.overdue(LIMIT - 1)).isEmpty();
        assertThat(underWay.suspected()).isFalse();
    }

    @Test
    void time_may_be_negative_and_run_over() {
        underWay.ask(1, "offer", Long.MAX_VALUE - 1);

        assertThat(underWay.overdue(Long.MAX_VALUE)).isEmpty();
        assertThat(underWay.overdue(Long.MIN_VALUE + LIMIT)).containsExactly("offer");
    }

    @Test
    void what_waits_is_sent_again_in_order_or_given_up_at_once() {
        underWay.ask(1, "first", 0);
        underWay.ask(2, "second", 1);

        assertThat(underWay.all()).containsExactly("first", "second");
        assertThat(underWay.clear()).containsExactly("first", "second");
        assertThat(underWay.all()).isEmpty();
    }
}
