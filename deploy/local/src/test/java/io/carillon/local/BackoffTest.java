package io.carillon.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void early_ends_cost_one_second_then_twice_as_much_each_time_up_to_thirty() {
        Stream<Long> waits = Stream.iterate(Backoff.FIRST, backoff -> Backoff.beyond(backoff.next()))
                .limit(7)
                .map(backoff -> backoff.after(Duration.ofSeconds(3)).toSeconds());

        assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
    }

    @Test
    void a_long_run_is_forgiven() {
        Backoff late = Backoff.beyond(Duration.ofSeconds(30));

        assertThat(late.after(Duration.ofMinutes(2))).isEqualTo(Duration.ofSeconds(1));
    }
}
