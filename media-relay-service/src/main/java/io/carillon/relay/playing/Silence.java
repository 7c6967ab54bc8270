package io.carillon.relay.playing;

import io.carillon.sound.SoundReader;
import java.util.Arrays;

/** Nothing, for ever. */
final class Silence implements SoundReader {
    @Override
    public int read(short[] frame) {
        Arrays.fill(frame, (short) 0);
        return frame.length;
    }

    @Override
    public void close() {}
}
