package io.carillon.prompts;

import io.carillon.sound.SoundReader;
import java.io.IOException;
import java.util.Arrays;

/** What can be told of a sound without ears. */
final class Listening {
    private Listening() {}

    static short[] drain(SoundReader reader) throws IOException {
        short[] all = new short[0];
        short[] frame = new short[SoundReader.FRAME_SAMPLES];
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

    static int loudest(short[] sound) {
        int loudest = 0;
        for (short sample : sound) {
            loudest = Math.max(loudest, Math.abs(sample));
        }
        return loudest;
    }

    /** Root of the mean square. */
    static double loudness(short[] sound) {
        double power = 0;
        for (short sample : sound) {
            power += (double) sample * sample;
        }
        return Math.sqrt(power / sound.length);
    }

    /** Samples before the sound is heard. */
    static int quietStart(short[] sound) {
        int at = 0;
        while (at < sound.length && Math.abs(sound[at]) < 300) {
            at++;
        }
        return at;
    }
}
