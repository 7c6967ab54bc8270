package io.carillon.relay.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RtpStreamTest {

    private static final int CLOCK = 8_000;
    private static final int SSRC = 0xcafe;
    private static final long PACKET_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final RtpStream stream = new RtpStream();
    private long arrival = 5_000_000_000L;
    private int timestamp = 1_000;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 32_767, 65_535})
    void a_stream_without_gaps_has_lost_nothing_wherever_it_begins(int first) {
        for (int i = 0; i < 70_000; i++) {
            receive(first + i);
        }

        assertThat(stream.expected()).isEqualTo(70_000);
        assertThat(stream.lost()).isZero();
        assertThat(stream.packets()).isEqualTo(70_000);
        assertThat(stream.octets()).isEqualTo(70_000L * 160);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 32_767, 65_535})
    void a_gap_is_loss_wherever_it_lies(int first) {
        receive(first);
        receive(first + 4);

        assertThat(stream.expected()).isEqualTo(5);
        assertThat(stream.lost()).isEqualTo(3);
        assertThat(stream.lossFraction()).isEqualTo(0.6);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 32_767, 65_535})
    void packets_that_come_late_are_not_lost(int first) {
        receive(first);
        receive(first + 3);
        receive(first + 2);
        receive(first + 1);

        assertThat(stream.lost()).isZero();
        assertThat(stream.expected()).isEqualTo(4);
    }

    @Test
    void duplicates_make_loss_negative_and_its_fraction_zero() {
        receive(7);
        receive(7);

        assertThat(stream.lost()).isEqualTo(-1);
        assertThat(stream.lossFraction()).isZero();
    }

    @Test
    void the_longest_gap_that_is_loss_and_the_next_one_that_is_a_restart() {
        receive(0);
        receive(RtpStream.MAX_DROPOUT - 1);
        assertThat(stream.lost()).isEqualTo(RtpStream.MAX_DROPOUT - 2);

        int restart = RtpStream.MAX_DROPOUT - 1 + RtpStream.MAX_DROPOUT;
        receive(restart);
        receive(restart + 1);
        receive(restart + 2);

        assertThat(stream.lost()).isEqualTo(RtpStream.MAX_DROPOUT - 2);
        assertThat(stream.expected()).isEqualTo(RtpStream.MAX_DROPOUT + 3);
    }

    @ParameterizedTest
    @CsvSource({"30000, 0", "30000, 65535", "100, 32000"})
    void a_restart_of_the_sequence_is_no_loss(int before, int after) {
        receive(before);
        receive(after);
        receive(after + 1);
        receive(after + 2);

        assertThat(stream.lost()).isZero();
        assertThat(stream.expected()).isEqualTo(4);
    }

    @Test
    void one_stray_number_far_away_does_not_restart_the_count() {
        receive(100);
        receive(40_000);
        receive(101);

        assertThat(stream.lost()).isZero();
        assertThat(stream.expected()).isEqualTo(2);
        assertThat(stream.packets()).isEqualTo(3);
    }

    @Test
    void another_ssrc_is_counted_as_a_change_and_not_as_loss() {
        receive(100);
        receive(102);
        stream.received(9_000, 77, SSRC + 1, 160, CLOCK, arrival);
        stream.received(9_001, 237, SSRC + 1, 160, CLOCK, arrival + PACKET_NANOS);

        assertThat(stream.ssrcChanges()).isEqualTo(1);
        assertThat(stream.lost()).isEqualTo(1);
        assertThat(stream.expected()).isEqualTo(5);
    }

    @Test
    void packets_that_come_like_clockwork_have_no_jitter() {
        for (int i = 0; i < 100; i++) {
            receive(i);
        }

        assertThat(stream.jitterMillis()).isZero();
    }

    @Test
    void jitter_converges_to_the_mean_difference_of_the_arrivals() {
        for (int i = 0; i < 500; i++) {
            long late = i % 2 == 0 ? 0 : TimeUnit.MILLISECONDS.toNanos(10);
            stream.received(i, i * 160, SSRC, 160, CLOCK, i * PACKET_NANOS + late);
        }

        assertThat(stream.jitterMillis()).isCloseTo(10, within(0.1));
    }

    @Test
    void jitter_is_not_disturbed_by_a_timestamp_that_wraps() {
        int begin = -160 * 50;
        for (int i = 0; i < 100; i++) {
            stream.received(i, begin + i * 160, SSRC, 160, CLOCK, i * PACKET_NANOS);
        }

        assertThat(stream.jitterMillis()).isZero();
    }

    @Test
    void jitter_is_not_disturbed_by_a_new_timeline() {
        receive(0);
        timestamp += 1_000_000_000;
        receive(1);
        receive(2);

        assertThat(stream.jitterMillis()).isZero();
    }

    @Test
    void jitter_keeps_its_meaning_when_the_clock_rate_changes() {
        for (int i = 0; i < 200; i++) {
            long late = i % 2 == 0 ? 0 : TimeUnit.MILLISECONDS.toNanos(8);
            stream.received(i, i * 160, SSRC, 160, 8_000, i * PACKET_NANOS + late);
        }
        double before = stream.jitterMillis();

        stream.received(200, 5, SSRC, 160, 48_000, 200 * PACKET_NANOS);

        assertThat(stream.jitterMillis()).isCloseTo(before, within(0.001));
    }

    @Test
    void jitter_stays_true_days_after_the_clock_began() {
        arrival = TimeUnit.DAYS.toNanos(20_000);
        for (int i = 0; i < 100; i++) {
            receive(i);
        }

        assertThat(stream.jitterMillis()).isZero();
    }

    @Test
    void packets_without_a_clock_leave_jitter_alone() {
        receive(0);
        stream.received(1, 160, SSRC, 4, 0, arrival + TimeUnit.SECONDS.toNanos(2));

        assertThat(stream.jitterMillis()).isZero();
        assertThat(stream.lost()).isZero();
    }

    private void receive(int sequence) {
        stream.received(sequence & 0xffff, timestamp, SSRC, 160, CLOCK, arrival);
        timestamp += 160;
        arrival += PACKET_NANOS;
    }
}
