package io.carillon.sound.tone;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sound.SoundReader;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToneTest {
    @Test
    void beats_have_frequencies_and_times() {
        assertThat(tone("440+480/2000,0/4000").beats())
                .containsExactly(new Beat(440, 480, false, 2000), new Beat(0, 0, false, 4000));
        assertThat(tone("425").beats()).containsExactly(new Beat(425, 0, false, 0));
        assertThat(tone("400*25/400").beats()).containsExactly(new Beat(400, 25, true, 400));
        assertThat(tone("M69/100|M81/100").beats())
                .containsExactly(new Beat(440, 0, false, 100), new Beat(880, 0, false, 100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "425/", "/500", "425/-1", "4000", "425+/500", "425,,425", "99999999999", "M200"})
    void what_is_no_tone_is_said_to_be_none(String text) {
        assertThat(Tone.read(text)).isInstanceOf(Tone.Reading.Wrong.class);
    }

    @Test
    void a_tone_is_bounded() {
        assertThat(Tone.read("425/10,".repeat(200) + "0")).isEqualTo(new Tone.Reading.Wrong("more than 128 parts"));
    }

    @Test
    void busy_sounds_and_is_silent_in_turn_for_ever() throws IOException {
        short[] sound = play(tone("425/500,0/500"), 5 * 8000);

        for (int second = 0; second < 5; second++) {
            assertThat(level(sound, second * 8000, 4000, 425)).isBetween(7100.0, 7300.0);
            assertThat(level(sound, second * 8000 + 4000, 4000, 425)).isZero();
        }
    }

    @Test
    void special_information_is_heard_once() throws IOException {
        short[] sound = play(tone("!950/330,!1400/330,!1800/330,0"), 16_000);

        assertThat(level(sound, 0, 2640, 950)).isGreaterThan(7000);
        assertThat(level(sound, 2640, 2640, 1400)).isGreaterThan(7000);
        assertThat(level(sound, 5280, 2640, 1800)).isGreaterThan(7000);
        for (int i = 7920; i < sound.length; i++) {
            assertThat(sound[i]).isZero();
        }
    }

    @Test
    void a_tone_of_beats_that_sound_once_ends() throws IOException {
        SoundReader reader = tone("!425/30").play();
        short[] frame = new short[160];

        assertThat(List.of(reader.read(frame), reader.read(frame), reader.read(frame)))
                .containsExactly(160, 80, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "us, 350, 440",
        "gb, 350, 440",
        "UK, 350, 440",
        "fr, 440, 440",
        "de, 425, 425",
        "at, 420, 420",
        "ca, 350, 440"
    })
    void each_country_has_its_dial_tone(String country, int first, int second) throws IOException {
        short[] sound = play(CountryTones.of(country).orElseThrow().tone(Signal.DIAL), 8000);

        assertThat(level(sound, 0, 8000, first)).isGreaterThan(7000);
        assertThat(level(sound, 0, 8000, second)).isGreaterThan(7000);
    }

    @Test
    void every_country_has_every_signal_and_says_something_with_it() throws IOException {
        for (String country : CountryTones.known()) {
            for (Signal signal : Signal.values()) {
                short[] sound = play(CountryTones.of(country).orElseThrow().tone(signal), 8000);
                int loudest = 0;
                for (short sample : sound) {
                    loudest = Math.max(loudest, Math.abs(sample));
                }
                assertThat(loudest).as("%s of %s", signal, country).isBetween(6900, 2 * 7190);
            }
        }
    }

    @Test
    void playtones_takes_a_name_or_a_tone() {
        CountryTones france = CountryTones.of("fr").orElseThrow();

        assertThat(france.named("Busy")).isEqualTo(new Tone.Reading.Read(france.tone(Signal.BUSY)));
        assertThat(france.named("425/100")).isEqualTo(Tone.read("425/100"));
        assertThat(france.named("hello")).isInstanceOf(Tone.Reading.Wrong.class);
    }

    private static Tone tone(String text) {
        assertThat(Tone.read(text)).isInstanceOf(Tone.Reading.Read.class);
        return ((Tone.Reading.Read) Tone.read(text)).tone();
    }

    private static short[] play(Tone tone, int samples) throws IOException {
        short[] sound = new short[samples];
        short[] frame = new short[160];
        try (SoundReader reader = tone.play()) {
            for (int at = 0; at < samples; at += 160) {
                reader.read(frame);
                System.arraycopy(frame, 0, sound, at, 160);
            }
        }
        return sound;
    }

    /** The amplitude of one frequency. */
    private static double level(short[] sound, int from, int count, int hertz) {
        double cosine = 0;
        double sine = 0;
        for (int i = 0; i < count; i++) {
            double angle = 2 * Math.PI * hertz * i / 8000;
            cosine += sound[from + i] * Math.cos(angle);
            sine += sound[from + i] * Math.sin(angle);
        }
        return 2 * Math.hypot(cosine, sine) / count;
    }
}
