package io.carillon.protocol.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerHeapTest {

    private final TimerHeap timers = new TimerHeap();
    private final List<String> ran = new ArrayList<>();

    @Test
    void timers_that_are_near_end_at_their_time() {
        long now = -7;
        long delay = TimerHeap.FAR_OFF - 1;

        assertThat(TimerHeap.deadline(now, delay)).isEqualTo(now + delay);
    }

    @Test
    void timers_that_are_far_off_end_together_a_little_late_and_never_too_soon() {
        for (long now = -TimerHeap.TOGETHER; now < TimerHeap.TOGETHER; now += TimerHeap.TOGETHER / 64 - 1) {
            long deadline = TimerHeap.deadline(now, TimerHeap.FAR_OFF);

            assertThat(deadline % TimerHeap.TOGETHER).isZero();
            assertThat(deadline - now - TimerHeap.FAR_OFF).isBetween(1L, TimerHeap.TOGETHER);
        }
    }

    @Test
    void timers_run_by_deadline_then_in_the_order_they_were_scheduled() {
        timers.add(20, () -> ran.add("second"));
        timers.add(20, () -> ran.add("third"));
        timers.add(10, () -> ran.add("first"));

        runUntil(20);

        assertThat(ran).containsExactly("first", "second", "third");
    }

    @Test
    void a_timer_does_not_run_before_its_deadline() {
        timers.add(20, () -> ran.add("early"));

        runUntil(19);

        assertThat(ran).isEmpty();
        assertThat(timers.untilFirst(19)).isEqualTo(1);
    }

    @Test
    void cancelling_a_timer_that_ran_does_not_touch_the_one_in_its_place() {
        Timer gone = timers.add(1, () -> ran.add("gone"));
        runUntil(1);
        timers.add(2, () -> ran.add("kept"));

        gone.cancel();
        runUntil(2);

        assertThat(ran).containsExactly("gone", "kept");
    }

    @Test
    void deadlines_beyond_the_wrap_of_the_nanosecond_clock_keep_their_order() {
        long now = Long.MAX_VALUE - 5;
        timers.add(now + 10, () -> ran.add("after the wrap"));
        timers.add(now + 1, () -> ran.add("before the wrap"));

        runUntil(now + 10);

        assertThat(ran).containsExactly("before the wrap", "after the wrap");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatever_is_scheduled_and_cancelled_the_rest_runs_in_order(long seed) {
        Random random = new Random(seed);
        record Scheduled(Timer timer, long deadline, int order) {}
        List<Scheduled> pending = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            if (random.nextInt(3) == 0 && !pending.isEmpty()) {
                pending.remove(random.nextInt(pending.size())).timer().cancel();
            } else {
                int id = i;
                long deadline = random.nextInt(1_000);
                pending.add(new Scheduled(timers.add(deadline, () -> order.add(id)), deadline, id));
            }
        }

        runUntil(1_000);

        pending.sort(Comparator.comparingLong(Scheduled::deadline).thenComparingInt(Scheduled::order));
        assertThat(order).isEqualTo(pending.stream().map(Scheduled::order).toList());
        assertThat(timers.size()).isZero();
    }

    private void runUntil(long now) {
        Runnable due = timers.takeDue(now);
        while (due != null) {
            due.run();
            due = timers.takeDue(now);
        }
    }
}
