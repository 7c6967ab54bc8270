package io.carillon.protocol.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sip.transport.TcpLimits.Silence;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TcpLimitsTest {
    private static final TcpLimits LIMITS = TcpLimits.DEFAULT;

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void who_says_nothing_after_connecting_is_let_go_after_ten_seconds() {
        Silence silence = new Silence(0, false, 0, Optional.empty());

        assertThat(LIMITS.overdue(silence, seconds(9))).isEmpty();
        assertThat(LIMITS.overdue(silence, seconds(10))).contains("no message came");
    }

    @Test
    void a_message_that_drips_is_let_go_32_seconds_after_its_first_byte() {
        Silence silence = new Silence(0, true, seconds(131), Optional.of(seconds(100)));

        assertThat(LIMITS.overdue(silence, seconds(131))).isEmpty();
        assertThat(LIMITS.overdue(silence, seconds(132))).contains("a message did not end");
    }

    @Test
    void a_phone_that_refreshes_hourly_keeps_its_connection() {
        Silence silence = new Silence(0, true, seconds(1), Optional.empty());

        assertThat(LIMITS.overdue(silence, seconds(3_601))).isEmpty();
        assertThat(LIMITS.overdue(silence, seconds(3_901))).contains("idle");
    }
}
