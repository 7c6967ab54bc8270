package io.carillon.sound;

import java.io.IOException;

/**
 * Sound, a frame of 20 ms at a time: 160 samples of 16 bits at 8 kHz. One thread at a time. Whoever opened it closes it.
 */
public interface SoundReader extends AutoCloseable {
    /** Samples a second. */
    int RATE = 8000;
    /** 20 ms. */
    int FRAME_SAMPLES = 160;

    /**
     * Fills the frame.
     *
     * @param frame of 160 samples; what the sound does not fill of its last frame is silence
     * @return how many samples are sound: 160, fewer in the last frame, 0 when it is over
     * @throws IOException the file broke while it was read
     */
    int read(short[] frame) throws IOException;

    @Override
    void close() throws IOException;
}
