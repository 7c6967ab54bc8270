package io.carillon.sound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SoundFormatTest {
    @ParameterizedTest
    @CsvSource({
        "WAV, speech-alaw.wav, speech-alaw.sln",
        "WAV, speech-ulaw.wav, speech-ulaw.sln",
        "WAV, speech-gsm.wav, speech.decoded.sln",
        "GSM, speech.gsm, speech.decoded.sln",
        "SIGNED_LINEAR, speech.sln, speech.sln"
    })
    void a_file_sounds_as_sox_decodes_it(SoundFormat format, String file, String decoded) throws IOException {
        assertThat(play(format, resource(file))).isEqualTo(samples(resource(decoded)));
    }

    @Test
    void bare_laws_are_what_their_wav_files_hold() throws IOException {
        byte[] wav = resource("speech-ulaw.wav");
        byte[] bare = Arrays.copyOfRange(wav, 58, wav.length);

        assertThat(play(SoundFormat.MU_LAW, bare)).isEqualTo(play(SoundFormat.WAV, wav));
    }

    @Test
    void the_length_is_known_before_it_is_played() throws IOException {
        Opening opening = open(SoundFormat.GSM, resource("speech.gsm"));

        assertThat(((Opening.Opened) opening).plays()).isEqualTo(Duration.ofMillis(2400));
    }

    @ParameterizedTest
    @CsvSource({"44100, 1", "48000, 2", "16000, 1", "11025, 2", "22050, 1", "8000, 2", "6000, 1", "47999, 1"})
    void any_rate_and_channels_become_one_channel_of_8_kHz(int rate, int channels) throws IOException {
        short[] sound = play(SoundFormat.WAV, wav(rate, channels, 1000));

        assertThat(sound.length).isBetween(7999, 8001);
        double loudness = level(sound, 1000);
        assertThat(loudness).isBetween(9700.0, 10_300.0);
        assertThat(noise(sound, 1000)).isLessThan(loudness / 300);
    }

    @Test
    void what_8_kHz_cannot_carry_is_not_folded_back() throws IOException {
        short[] sound = play(SoundFormat.WAV, wav(44_100, 1, 5000));

        assertThat(level(sound, 3000)).isLessThan(10);
    }

    @ParameterizedTest
    @EnumSource(WavEncoding.class)
    void what_is_written_is_read(WavEncoding encoding) throws IOException {
        short[] speech = samples(resource("speech.sln"));
        short[] odd = Arrays.copyOf(speech, speech.length - 21);

        byte[] written = write(encoding, odd);

        short[] heard = play(SoundFormat.WAV, written);
        assertThat(heard.length).isBetween(odd.length, odd.length + 320);
        assertThat(correlation(odd, heard)).isGreaterThan(encoding == WavEncoding.GSM ? 0.6 : 0.998);
        assertThat(written.length % 2).isZero();
        assertThat(ByteBuffer.wrap(written).order(ByteOrder.LITTLE_ENDIAN).getInt(4))
                .isEqualTo(written.length - 8);
    }

    @Test
    void our_gsm_wav_file_is_the_one_that_sox_writes() throws IOException {
        byte[] theirs = resource("speech-gsm.wav");
        byte[] ours = write(WavEncoding.GSM, samples(resource("speech.sln")));

        assertThat(ours).isEqualTo(theirs);
    }

    @Test
    void what_is_no_sound_is_a_value() throws IOException {
        assertThat(why("RIFFxxxxJUNK".getBytes(StandardCharsets.US_ASCII))).isEqualTo("is not a WAV file");
        assertThat(why(new byte[0])).isEqualTo("is not a WAV file");
        byte[] wav = wav(8000, 1, 440);
        assertThat(why(Arrays.copyOf(wav, 30))).isEqualTo("has a format of 10 bytes");
        wav[20] = 85;
        assertThat(why(wav)).contains("sound of format 85");
        wav[20] = 1;
        wav[22] = 0;
        assertThat(why(wav)).isEqualTo("has 0 channels at 8000 Hz");
    }

    @Test
    void damaged_files_are_played_or_refused_and_never_break_us() throws IOException {
        byte[][] files = {resource("speech-gsm.wav"), wav(44_100, 2, 440), resource("speech-ulaw.wav")};
        Random random = new Random(8000);

        for (int run = 0; run < 3000; run++) {
            byte[] damaged = Arrays.copyOf(files[run % 3], random.nextInt(4000));
            for (int i = 0; i < 4; i++) {
                if (damaged.length > 0) {
                    damaged[random.nextInt(Math.min(80, damaged.length))] = (byte) random.nextInt();
                }
            }
            if (open(SoundFormat.WAV, damaged) instanceof Opening.Opened(SoundReader reader, Duration plays)) {
                assertThat(drain(reader).length).isLessThan(2 * damaged.length * 320);
                assertThat(plays).isLessThan(Duration.ofMinutes(1));
            }
        }
    }

    private static String why(byte[] file) throws IOException {
        return ((Opening.Unreadable) open(SoundFormat.WAV, file)).why();
    }

    private static byte[] write(WavEncoding encoding, short[] samples) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (WavWriter writer = new WavWriter(out, encoding, samples.length)) {
            for (int at = 0; at < samples.length; at += 160) {
                int count = Math.min(160, samples.length - at);
                writer.write(Arrays.copyOfRange(samples, at, at + count), count);
            }
        }
        return out.toByteArray();
    }

    private static Opening open(SoundFormat format, byte[] file) throws IOException {
        return format.open(new ByteArrayInputStream(file), file.length);
    }

    private static short[] play(SoundFormat format, byte[] file) throws IOException {
        assertThat(open(format, file)).isInstanceOf(Opening.Opened.class);
        return drain(((Opening.Opened) open(format, file)).reader());
    }

    private static short[] drain(SoundReader reader) throws IOException {
        short[] all = new short[0];
        short[] frame = new short[160];
        try (reader) {
            int count = reader.read(frame);
            while (count > 0) {
                all = Arrays.copyOf(all, all.length + count);
                System.arraycopy(frame, 0, all, all.length - count, count);
                count = reader.read(frame);
            }
        }
        return all;
    }

    /** A second of one frequency at amplitude 10,000, on every channel. */
    private static byte[] wav(int rate, int channels, int hertz) {
        int data = rate * channels * 2;
        ByteBuffer file = ByteBuffer.allocate(44 + data).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + data);
        file.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1);
        file.putShort((short) channels).putInt(rate).putInt(rate * channels * 2);
        file.putShort((short) (channels * 2)).putShort((short) 16);
        file.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(data);
        for (int i = 0; i < rate; i++) {
            short sample = (short) Math.round(10_000 * Math.sin(2 * Math.PI * hertz * i / rate));
            for (int channel = 0; channel < channels; channel++) {
                file.putShort(sample);
            }
        }
        return file.array();
    }

    private static double level(short[] sound, int hertz) {
        double cosine = 0;
        double sine = 0;
        for (int i = 400; i < 7600; i++) {
            double angle = 2 * Math.PI * hertz * i / 8000;
            cosine += sound[i] * Math.cos(angle);
            sine += sound[i] * Math.sin(angle);
        }
        return Math.hypot(cosine, sine) / 3600;
    }

    /** What is left when one frequency is taken away. */
    private static double noise(short[] sound, int hertz) {
        double power = 0;
        for (int i = 400; i < 7600; i++) {
            power += (double) sound[i] * sound[i];
        }
        double tone = level(sound, hertz);
        return Math.sqrt(Math.max(0, power / 7200 - tone * tone / 2));
    }

    private static double correlation(short[] sent, short[] heard) {
        double product = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < sent.length; i++) {
            product += (double) sent[i] * heard[i];
            first += (double) sent[i] * sent[i];
            second += (double) heard[i] * heard[i];
        }
        return product / Math.sqrt(first * second);
    }

    private static short[] samples(byte[] bytes) {
        short[] samples = new short[bytes.length / 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream resource = SoundFormatTest.class.getResourceAsStream(name)) {
            assertThat(resource).isNotNull();
            return resource.readAllBytes();
        }
    }
}
