package io.carillon.voicemail.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Its clock is moved by hand. */
class PinAllowanceTest {
    private Instant now = Instant.parse("2026-01-05T08:15:00Z");
    private PinAllowance allowance = PinAllowance.FULL;

    @Test
    void who_guesses_waits_longer_each_time_and_then_for_a_quarter_of_an_hour() {
        List<Long> delays = new ArrayList<>();
        for (int wrong = 0; wrong < 11; wrong++) {
            delays.add(wrong().toSeconds());
            now = allowance.notBefore();
        }

        assertThat(delays).containsExactly(0L, 0L, 1L, 2L, 4L, 8L, 8L, 8L, 8L, 900L, 900L);
    }

    @Test
    void an_hour_without_a_wrong_one_forgives() {
        for (int wrong = 0; wrong < 10; wrong++) {
            wrong();
        }
        now = now.plus(Duration.ofHours(1));

        assertThat(wrong()).isZero();
        assertThat(allowance.failures()).isEqualTo(1);
    }

    @Test
    void a_second_less_does_not() {
        for (int wrong = 0; wrong < 10; wrong++) {
            wrong();
        }
        now = now.plus(Duration.ofHours(1)).minusSeconds(1);

        assertThat(wrong()).isEqualTo(PinAllowance.LOCK);
    }

    @Test
    void the_first_is_looked_at() {
        assertThat(allowance.delay(now).isPositive()).isFalse();
    }

    @Test
    void a_delay_passes() {
        wrong();
        wrong();
        wrong();
        now = now.plusMillis(400);
        assertThat(allowance.delay(now)).isEqualTo(Duration.ofMillis(600));

        now = now.plusMillis(600);

        assertThat(allowance.delay(now)).isZero();
    }

    private Duration wrong() {
        allowance = allowance.afterWrong(now);
        return allowance.delay(now);
    }
}
