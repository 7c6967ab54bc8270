package io.carillon.bench.menu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class HeardStreamTest {

    private static final long MILLI = 1_000_000;

    private final HeardStream stream = new HeardStream();
    private final Heard heard = new Heard();

    @Test
    void late_is_what_comes_more_than_20_ms_behind_the_soonest_packet_of_the_first_second() {
        frames(0, 60);

        frame(60, 20 * 60 + 20);
        frame(61, 20 * 61 + 21);

        assertThat(heard.late()).isEqualTo(1);
        assertThat(heard.worst()).isEqualTo(21 * MILLI);
    }

    @Test
    void a_first_packet_that_is_late_itself_makes_no_other_seem_soon() {
        frame(0, 15);
        frames(1, 60);

        frame(60, 20 * 60 + 21);

        assertThat(heard.late()).isEqualTo(1);
    }

    @Test
    void a_gap_in_the_numbers_is_loss_and_none_when_the_missing_one_follows() {
        frames(0, 60);

        frame(61, 20 * 61);
        frame(60, 20 * 61);
        frame(63, 20 * 63);

        assertThat(heard.lost()).isEqualTo(1);
        assertThat(heard.outOfOrder()).isEqualTo(1);
    }

    @Test
    void silence_that_the_timestamp_leaves_out_is_not_lateness() {
        frames(0, 60);

        packet(60, 160 * 100, 20 * 100);

        assertThat(heard.worst()).isZero();
        assertThat(heard.lost()).isZero();
    }

    private void frames(int from, int to) {
        for (int number = from; number < to; number++) {
            frame(number, 20L * number);
        }
    }

    private void frame(int number, long atMillis) {
        packet(number, 160 * number, atMillis);
    }

    /** Numbers and timestamps wrap on the way. */
    private void packet(int number, int timestamp, long atMillis) {
        ByteBuffer packet = ByteBuffer.allocate(172);
        packet.put((byte) 0x80).put((byte) 0).putShort((short) (number + 65_500));
        packet.putInt(timestamp - 4_000).putInt(7);
        stream.packet(packet.clear(), atMillis * MILLI, heard);
    }
}
