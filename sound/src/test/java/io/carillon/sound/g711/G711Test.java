package io.carillon.sound.g711;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class G711Test {
    @Test
    void every_code_of_mu_law_is_the_code_of_its_own_sample() {
        for (int code = 0; code < 256; code++) {
            byte again = MuLaw.encode(MuLaw.decode((byte) code));
            // 0x7F is a negative zero, which samples do not have.
            assertThat(again).isEqualTo((byte) (code == 0x7F ? 0xFF : code));
        }
    }

    @Test
    void every_code_of_a_law_is_the_code_of_its_own_sample() {
        for (int code = 0; code < 256; code++) {
            assertThat(ALaw.encode(ALaw.decode((byte) code))).isEqualTo((byte) code);
        }
    }

    @Test
    void the_ends_of_the_scales_are_those_of_the_standard() {
        assertThat(MuLaw.decode((byte) 0x80)).isEqualTo((short) 32124);
        assertThat(MuLaw.decode((byte) 0x00)).isEqualTo((short) -32124);
        assertThat(MuLaw.decode(MuLaw.SILENCE)).isZero();
        assertThat(ALaw.decode((byte) 0xAA)).isEqualTo((short) 32256);
        assertThat(ALaw.decode((byte) 0x2A)).isEqualTo((short) -32256);
        assertThat(ALaw.decode((byte) 0xD5)).isEqualTo((short) 8);
    }

    @Test
    void no_sample_is_further_from_its_code_than_half_a_step() {
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            int size = Math.abs(sample);
            int half = Math.max(8, Integer.highestOneBit(size + 132) / 32);
            int muLaw = MuLaw.decode(MuLaw.encode((short) sample));
            int aLaw = ALaw.decode(ALaw.encode((short) sample));

            assertThat(Math.abs(muLaw - Math.clamp(sample, -32635, 32635)))
                    .as("µ-law of %d", sample)
                    .isLessThanOrEqualTo(half);
            assertThat(Math.abs(aLaw - sample)).as("A-law of %d", sample).isLessThanOrEqualTo(Math.max(16, half));
        }
    }
}
