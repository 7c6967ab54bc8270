package io.carillon.sound;

import java.io.IOException;
import java.util.Arrays;

/** Cuts samples at 8 kHz into frames. */
final class FramedSound implements SoundReader {
    private final SampleSource samples;

    FramedSound(SampleSource samples) {
        this.samples = samples;
    }

    @Override
    public int read(short[] frame) throws IOException {
        int filled = 0;
        while (filled < FRAME_SAMPLES) {
            int read = samples.read(frame, filled, FRAME_SAMPLES - filled);
            if (read == 0) {
                break;
            }
            filled += read;
        }
        Arrays.fill(frame, filled, FRAME_SAMPLES, (short) 0);
        return filled;
    }

    @Override
    public void close() throws IOException {
        samples.close();
    }
}
