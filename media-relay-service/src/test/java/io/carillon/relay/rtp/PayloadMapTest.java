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

    @Test
    void a_number_that_the_hearer_would_take_for_another_encoding_is_not_heard() {
        PayloadMap swapped = new PayloadMap(List.of(format(97, "iLBC", 8_000)), List.of(format(97, "speex", 8_000)));

        assertThat(swapped.isHeard((byte) 97)).isFalse();
        assertThat(swapped.isHeard((byte) (0x80 | 97))).isFalse();
        assertThat(swapped.isHeard((byte) 0)).isTrue();
    }

    @Test
    void two_encodings_whose_numbers_are_swapped_are_each_heard_under_the_hearers() {
        PayloadMap swapped = new PayloadMap(
                List.of(format(97, "iLBC", 8_000), format(98, "speex", 8_000)),
                List.of(format(97, "speex", 8_000), format(98, "iLBC", 8_000)));

        assertThat(swapped.map((byte) 97, false)).isEqualTo((byte) 98);
        assertThat(swapped.map((byte) 98, false)).isEqualTo((byte) 97);
    }

    private static Format format(int number, String name, int clockRate) {
        return new Format(number, new Encoding(name, clockRate, 1), Optional.empty());
    }
}
