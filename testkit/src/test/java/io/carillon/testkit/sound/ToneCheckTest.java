package io.carillon.testkit.sound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToneCheckTest {

    private static final int RATE = 8000;
    private static final Tone A = new Tone(440);
    private static final Tone B = new Tone(620);

    @ParameterizedTest
    @ValueSource(ints = {100, 300, 440, 1000, 2600, 3400})
    void a_tone_is_heard_all_the_time_and_its_neighbours_never(int hertz) {
        ToneCheck heard = ToneCheck.of(new Tone(hertz).samples(0, 2 * RATE, RATE), RATE);

        assertThat(heard.shareOf(new Tone(hertz))).isEqualTo(1);
        assertThat(heard.shareOf(new Tone(hertz == 3400 ? 3380 : hertz + 20))).isZero();
        assertThat(heard.silence()).isZero();
        assertThat(heard.level()).isCloseTo(-13, Offset.offset(0.1));
    }

    @Test
    void silence_holds_no_tone() {
        ToneCheck heard = ToneCheck.of(new short[RATE], RATE);

        assertThat(heard.silence()).isEqualTo(1);
        assertThat(heard.shareOf(A)).isZero();
        assertThat(heard.level()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void noise_is_neither_a_tone_nor_silence() {
        Random random = new Random(1);
        short[] noise = new short[RATE];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (short) (random.nextGaussian() * 3000);
        }
        ToneCheck heard = ToneCheck.of(noise, RATE);

        assertThat(heard.silence()).isZero();
        assertThat(heard.shareOf(A)).isZero();
        assertThat(heard.toString()).doesNotContain("Hz");
    }

    @Test
    void two_tones_at_once_are_not_taken_for_one() {
        short[] a = A.samples(0, RATE, RATE);
        short[] b = B.samples(0, RATE, RATE);
        for (int i = 0; i < a.length; i++) {
            a[i] = (short) (a[i] + b[i]);
        }
        ToneCheck heard = ToneCheck.of(a, RATE);

        assertThat(heard.shareOf(A)).isZero();
        assertThat(heard.shareOf(B)).isZero();
    }

    @Test
    void one_tone_after_the_other_shares_the_time() {
        short[] both = Arrays.copyOf(A.samples(0, RATE, RATE), 4 * RATE);
        System.arraycopy(B.samples(0, 2 * RATE, RATE), 0, both, RATE, 2 * RATE);
        ToneCheck heard = ToneCheck.of(both, RATE);

        assertThat(heard).hasToString("4.0 s: 440 Hz 25 %, 620 Hz 50 %, silence 25 %, -14 dBFS");
        assertThat(heard.last(Duration.ofSeconds(1)).silence()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void a_tone_survives_each_law_of_g711(G711 law) {
        ToneCheck heard = ToneCheck.of(law.decode(law.encode(A.samples(0, RATE, RATE))), RATE);

        assertThat(heard.shareOf(A)).isEqualTo(1);
        assertThat(heard.level()).isCloseTo(-13, Offset.offset(0.1));
    }

    @ParameterizedTest
    @EnumSource
    void every_code_of_each_law_of_g711_decodes_and_encodes_to_itself(G711 law) {
        for (int code = 0; code < 256; code++) {
            short sample = law.decode((byte) code);
            // µ-law has two zeros.
            if (!(law == G711.MU_LAW && code == 0x7f)) {
                assertThat(law.encode(sample)).as("code %x", code).isEqualTo((byte) code);
            }
        }
    }

    @Test
    void a_wav_file_keeps_its_sound(@TempDir Path directory) throws Exception {
        Path file = Wav.tone(A, 2).write(directory.resolve("a.wav"));

        ToneCheck heard = Wav.read(file).listen();

        assertThat(heard.shareOf(A)).isEqualTo(1);
        assertThat(heard.length()).isEqualTo(Duration.ofSeconds(2));
    }
}
