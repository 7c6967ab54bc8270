package io.carillon.protocol.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PulseTest {
    @Test
    void a_running_loop_has_one() {
        try (DatagramLoop loop = DatagramLoop.start("alive")) {
            assertThat(Pulse.beats(loop)).isTrue();
        }
    }

    @Test
    void a_loop_that_has_ended_has_none() {
        DatagramLoop loop = DatagramLoop.start("ended");
        loop.close();

        assertThat(Pulse.beats(loop)).isFalse();
    }

    @Test
    void a_loop_that_an_error_has_ended_has_none() throws InterruptedException {
        DatagramLoop loop = DatagramLoop.start("killed");
        CountDownLatch reached = new CountDownLatch(1);
        loop.execute(() -> {
            reached.countDown();
            throw new LinkageError("what no handler survives");
        });
        reached.await();

        assertThat(Pulse.beats(loop)).isFalse();
    }

    @Test
    void a_loop_that_hangs_has_none() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(1);
        try (DatagramLoop loop = DatagramLoop.start("hanging")) {
            // Whoever brings it may be who does it.
            Thread.ofVirtual()
                    .start(() -> loop.execute(() -> {
                        begun.countDown();
                        uninterruptibly(hanging);
                    }));
            begun.await();

            assertThat(Pulse.beats(loop)).isFalse();
            hanging.countDown();
            assertThat(Pulse.beats(loop)).isTrue();
        }
    }

    @Test
    void a_task_that_is_lost_is_no_beat() {
        Executor lost = _ -> {};

        assertThat(Pulse.beats(lost)).isFalse();
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
