package io.carillon.relay.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.relay.rtp.DigitReader.Pressed;
import io.carillon.relay.rtp.DigitReader.Read;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DigitReaderTest {
    private static final int CLOCK = 8_000;

    private final DigitReader reader = new DigitReader();

    @Test
    void a_key_goes_down_once_and_is_told_with_its_end_once() {
        assertThat(read(1, 1_000, 5, false, 160)).isEqualTo(new Read(Optional.of('5'), Optional.empty()));
        assertThat(read(1, 1_000, 5, false, 320)).isEqualTo(new Read(Optional.empty(), Optional.empty()));
        assertThat(read(1, 1_000, 5, true, 800))
                .isEqualTo(new Read(Optional.empty(), Optional.of(new Pressed('5', Duration.ofMillis(100)))));
        assertThat(read(1, 1_000, 5, true, 800)).isEqualTo(new Read(Optional.empty(), Optional.empty()));
    }

    @Test
    void a_late_packet_of_a_key_before_is_no_key() {
        var _ = read(1, 2_000, 5, true, 800);

        assertThat(read(1, 1_000, 4, true, 800)).isEqualTo(new Read(Optional.empty(), Optional.empty()));
    }

    @Test
    void another_source_counts_time_from_another_beginning() {
        var _ = read(1, 2_000_000_000, 5, true, 800);

        assertThat(read(2, 1_000, 4, true, 800).pressed()).contains(new Pressed('4', Duration.ofMillis(100)));
    }

    @Test
    void a_key_whose_source_goes_away_is_over() {
        var _ = read(1, 2_000_000_000, 5, false, 160);

        Read next = read(2, 1_000, 4, false, 160);

        assertThat(next).isEqualTo(new Read(Optional.of('4'), Optional.of(new Pressed('5', Duration.ofMillis(20)))));
    }

    private Read read(int ssrc, int timestamp, int code, boolean end, int duration) {
        ByteBuffer packet = ByteBuffer.allocate(RtpHeader.LENGTH + TelephoneEvent.LENGTH);
        RtpHeader.put(packet, false, 101, 1, timestamp, ssrc);
        TelephoneEvent.put(packet, code, end, duration);
        packet.flip();
        return reader.read(packet, TelephoneEvent.LENGTH, CLOCK, 0);
    }
}
