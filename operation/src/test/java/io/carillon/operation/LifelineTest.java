package io.carillon.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LifelineTest {
    @Test
    void the_end_of_the_stream_is_told_whatever_was_written_before() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        PipedOutputStream launcher = new PipedOutputStream();
        Lifeline.watch(new PipedInputStream(launcher), told::countDown);
        launcher.write("still here".getBytes(StandardCharsets.US_ASCII));

        launcher.close();

        assertThat(told.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void nothing_is_told_while_the_stream_is_open() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        try (PipedOutputStream launcher = new PipedOutputStream()) {
            Thread watcher = Lifeline.watch(new PipedInputStream(launcher), told::countDown);
            launcher.write(1);
            launcher.flush();

            assertThat(watcher.join(Duration.ofMillis(200))).isFalse();
        }
    }

    @Test
    void the_watching_thread_keeps_no_process_alive() throws Exception {
        try (PipedOutputStream launcher = new PipedOutputStream()) {
            assertThat(Lifeline.watch(new PipedInputStream(launcher), () -> {}).isDaemon())
                    .isTrue();
        }
    }
}
