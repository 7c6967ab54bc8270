package io.carillon.relay.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.sdp.Encoding;
import io.carillon.protocol.sdp.Format;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PayloadMapTest {

    private final PayloadMap map = new PayloadMap(
            List.of(format(0, "PCMU", 8_000), format(96, "speex", 8_000), format(101, "telephone-event", 8_000)),
            List.of(format(0, "PCMU", 8_000), format(110, "SPEEX", 8_000), format(97, "telephone-event", 8_000)));

    @Test
    void a_number_becomes_the_one_the_hearer_gave_the_same_encoding() {
        assertThat(map.map((byte) 96, false)).isEqualTo((byte) 110);
        assertThat(map.map((byte) 101, false)).isEqualTo((byte) 97);
        assertThat(map.map((byte) 0, false)).isEqualTo((byte) 0);
    }

    @Test
    void a_number_nobody_agreed_on_passes_as_it_is() {
        assertThat(map.map((byte) 13, false)).isEqualTo((byte) 13);
    }

    @Test
    void the_marker_is_kept_and_can_be_set() {
        assertThat(map.map((byte) (0x80 | 96), false)).isEqualTo((byte) (0x80 | 110));
        assertThat(map.map((byte) 96, true)).isEqualTo((byte) (0x80 | 110));
        assertThat(PayloadMap.IDENTITY.map((byte) 8, true)).isEqualTo((byte) 0x88);
    }

    private static Format format(int number, String name, int clockRate) {
        return new Format(number, new Encoding(name, clockRate, 1), Optional.empty());
    }
}
