package io.carillon.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.datagram.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualLoopTest {

    private final ManualLoop loop = new ManualLoop();
    private final List<String> seen = new ArrayList<>();

    @Test
    void timers_run_in_the_order_of_their_time_each_at_its_own_instant() {
        timer(30, "third");
        timer(10, "first");
        timer(20, "second");

        loop.advance(Duration.ofMillis(25));

        assertThat(seen).containsExactly("first at 10", "second at 20");
        assertThat(loop.now()).isEqualTo(ManualLoop.START.plusMillis(25));
        assertThat(loop.waitingTimers()).isOne();
    }

    @Test
    void timers_of_one_instant_run_in_the_order_they_were_set() {
        timer(10, "a");
        timer(10, "b");
        timer(10, "c");

        loop.advance(Duration.ofMillis(10));

        assertThat(seen).containsExactly("a at 10", "b at 10", "c at 10");
    }

    @Test
    void a_timer_set_by_a_timer_runs_in_the_same_advance_when_it_is_due() {
        loop.schedule(Duration.ofMillis(10), () -> timer(5, "later"));

        loop.advance(Duration.ofMillis(15));

        assertThat(seen).containsExactly("later at 15");
    }

    @Test
    void a_task_runs_before_the_clock_moves_on() {
        timer(10, "timer");
        loop.execute(() -> record("task"));

        loop.advance(Duration.ofMillis(10));

        assertThat(seen).containsExactly("task at 0", "timer at 10");
    }

    @Test
    void a_cancelled_timer_does_not_run() {
        Timer timer = loop.schedule(Duration.ofMillis(10), () -> record("cancelled"));
        timer.cancel();

        loop.advance(Duration.ofSeconds(1));

        assertThat(seen).isEmpty();
        assertThat(loop.waitingTimers()).isZero();
    }

    private void timer(int millis, String name) {
        loop.schedule(Duration.ofMillis(millis), () -> record(name));
    }

    private void record(String name) {
        seen.add(name + " at " + Duration.between(ManualLoop.START, loop.now()).toMillis());
    }
}
