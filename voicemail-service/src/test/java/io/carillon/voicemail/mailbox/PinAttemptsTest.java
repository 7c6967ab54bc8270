package io.carillon.voicemail.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PinAttemptsTest {

    @Test
    void who_guesses_waits_longer_each_time_and_then_for_a_quarter_of_an_hour() {
        assertThat(IntStream.rangeClosed(1, 11).mapToObj(PinAttempts::delay).map(Duration::toSeconds))
                .containsExactly(0L, 0L, 1L, 2L, 4L, 8L, 8L, 8L, 8L, 900L, 900L);
    }
}
