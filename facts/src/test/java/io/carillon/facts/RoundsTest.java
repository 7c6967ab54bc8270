package io.carillon.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static final Duration NO_PAUSE = Duration.ofMillis(1);
    private static final Duration FOR_EVER = Duration.ofDays(1);
    private static final int LIMIT_SECONDS = 10;

    private final Outage outage = new Outage(Logger.getLogger(RoundsTest.class), "PostgreSQL", "the test goes on");

    @Test
    void a_bug_in_one_round_costs_no_other() throws Exception {
        CountDownLatch tried = new CountDownLatch(5);
        try (Rounds _ = Rounds.start("buggy", NO_PAUSE, outage, () -> {
            tried.countDown();
            throw new IllegalStateException("a row that this version cannot read");
        })) {
            assertThat(tried.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_database_that_is_away_is_tried_until_it_is_back() throws Exception {
        AtomicInteger rounds = new AtomicInteger();
        CountDownLatch back = new CountDownLatch(1);
        try (Rounds _ = Rounds.start("patient", NO_PAUSE, outage, () -> {
            if (rounds.incrementAndGet() < 4) {
                throw new SQLException("refused");
            }
            back.countDown();
        })) {
            assertThat(back.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_round_that_is_wanted_soon_does_not_wait_for_the_pause() throws Exception {
        Semaphore done = new Semaphore(0);
        try (Rounds rounds = Rounds.start("eager", FOR_EVER, outage, done::release)) {
            assertThat(done.tryAcquire(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();

            rounds.soon();

            assertThat(done.tryAcquire(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void closing_interrupts_the_round_in_progress() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Rounds rounds = Rounds.start("stuck", FOR_EVER, outage, () -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException closed) {
                interrupted.countDown();
                throw closed;
            }
        });
        assertThat(begun.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();

        rounds.close();

        assertThat(interrupted.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
}
