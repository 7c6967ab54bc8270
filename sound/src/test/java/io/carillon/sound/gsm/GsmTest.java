package io.carillon.sound.gsm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against libgsm's output, made by sox: {@code src/test/fixtures}. */
class GsmTest {
    @ParameterizedTest
    @ValueSource(strings = {"speech", "harsh"})
    void encodes_bit_for_bit_as_libgsm(String name) throws IOException {
        short[] samples = samples(name + ".sln");
        byte[] coded = new byte[samples.length / 160 * 33];
        GsmEncoder encoder = new GsmEncoder();

        for (int frame = 0; frame < samples.length / 160; frame++) {
            encoder.encode(samples, frame * 160, coded, frame * 33);
        }

        assertThat(coded).isEqualTo(bytes(name + ".gsm"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"speech", "harsh"})
    void decodes_bit_for_bit_as_libgsm(String name) throws IOException {
        byte[] coded = bytes(name + ".gsm");
        short[] decoded = new short[coded.length / 33 * 160];
        GsmDecoder decoder = new GsmDecoder();

        for (int frame = 0; frame < coded.length / 33; frame++) {
            assertThat(decoder.decode(coded, frame * 33, decoded, frame * 160)).isTrue();
        }

        assertThat(decoded).isEqualTo(samples(name + ".decoded.sln"));
    }

    @Test
    void any_bytes_are_some_sound() {
        Random random = new Random(610);
        GsmDecoder decoder = new GsmDecoder();
        byte[] noise = new byte[33];
        short[] sound = new short[160];
        int unsigned = 0;

        for (int frame = 0; frame < 10_000; frame++) {
            random.nextBytes(noise);
            unsigned += decoder.decode(noise, 0, sound, 0) ? 0 : 1;
        }

        assertThat(unsigned).isBetween(9_000, 9_700);
    }

    @Test
    void two_frames_in_microsofts_order_are_the_same_two_frames() {
        short[] samples = new short[320];
        Random random = new Random(49);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) random.nextInt(-20_000, 20_000);
        }
        byte[] block = new byte[65];
        byte[] frames = new byte[66];
        new GsmEncoder().encodeMicrosoft(samples, 0, block, 0);
        GsmEncoder plain = new GsmEncoder();
        plain.encode(samples, 0, frames, 0);
        plain.encode(samples, 160, frames, 33);
        short[] fromBlock = new short[320];
        short[] fromFrames = new short[320];

        new GsmDecoder().decodeMicrosoft(block, 0, fromBlock, 0);

        GsmDecoder decoder = new GsmDecoder();
        decoder.decode(frames, 0, fromFrames, 0);
        decoder.decode(frames, 33, fromFrames, 160);
        assertThat(fromBlock).isEqualTo(fromFrames);
    }

    private static short[] samples(String name) throws IOException {
        return toArray(
                ByteBuffer.wrap(bytes(name)).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer());
    }

    private static short[] toArray(ShortBuffer buffer) {
        short[] samples = new short[buffer.remaining()];
        buffer.get(samples);
        return samples;
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream resource = GsmTest.class.getResourceAsStream("/io/carillon/sound/" + name)) {
            assertThat(resource).isNotNull();
            return resource.readAllBytes();
        }
    }
}
