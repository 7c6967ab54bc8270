package io.carillon.protocol.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class EpollLoopTest extends DatagramLoopContract {

    @Override
    DatagramLoop start() throws IOException {
        return new EpollLoop(NAME).begin();
    }

    @Test
    void a_loop_that_sleeps_is_lent_to_who_brings_a_task() throws Exception {
        try (DatagramLoop idle = start()) {
            BlockingQueue<Thread> ran = new LinkedBlockingQueue<>();

            Thread by;
            do {
                // It may not be asleep yet.
                idle.execute(() -> ran.add(Thread.currentThread()));
                by = ran.take();
            } while (!by.equals(Thread.currentThread()));

            assertThat(ran).isEmpty();
        }
    }

    @Test
    void who_comes_while_the_loop_is_lent_waits_for_nobody_and_is_served_afterwards() throws Exception {
        try (DatagramLoop lent = start()) {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch mayEnd = new CountDownLatch(1);
            AtomicBoolean over = new AtomicBoolean();
            BlockingQueue<Boolean> servedAfterwards = new LinkedBlockingQueue<>();
            Thread.ofVirtual()
                    .start(() -> lent.execute(() -> {
                        begun.countDown();
                        awaitQuietly(mayEnd);
                        over.set(true);
                    }));
            begun.await();

            lent.execute(() -> servedAfterwards.add(over.get()));
            mayEnd.countDown();

            assertThat(servedAfterwards.take()).isTrue();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
