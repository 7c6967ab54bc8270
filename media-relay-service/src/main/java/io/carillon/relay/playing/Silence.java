package io.carillon.relay.playing;

import io.carillon.sound.SoundReader;
import java.time.Duration;
import java.util.Arrays;

/** Nothing, for so long. */
final class Silence implements SoundReader {
    private static final long SAMPLES_A_MILLISECOND = 8;

    private long left;

    Silence(Duration length) {
        left = length.toMillis() * SAMPLES_A_MILLISECOND;
    }

    @Override
    public int read(short[] frame) {
        Arrays.fill(frame, (short) 0);
        int count = (int) Math.min(left, frame.length);
        left -= count;
        return count;
    }

    @Override
    public void close() {}
}
