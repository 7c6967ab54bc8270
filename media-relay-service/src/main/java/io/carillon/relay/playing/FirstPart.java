package io.carillon.relay.playing;

import io.carillon.sound.SoundReader;
import java.io.IOException;
import java.time.Duration;

/** A sound up to a length. */
final class FirstPart implements SoundReader {
    private static final long SAMPLES_A_MILLISECOND = RATE / 1_000;

    private final SoundReader whole;
    private long left;

    FirstPart(SoundReader whole, Duration length) {
        this.whole = whole;
        left = length.toMillis() * SAMPLES_A_MILLISECOND;
    }

    @Override
    public int read(short[] frame) throws IOException {
        int count = left <= 0 ? 0 : (int) Math.min(left, whole.read(frame));
        left -= count;
        return count;
    }

    @Override
    public void close() throws IOException {
        whole.close();
    }
}
