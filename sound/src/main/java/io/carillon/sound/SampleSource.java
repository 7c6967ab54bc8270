package io.carillon.sound;

import java.io.Closeable;
import java.io.IOException;

/** Samples of one channel, at whatever rate. */
interface SampleSource extends Closeable {

    /** As many samples as there are, at most {@code length}; 0 when it is over. */
    int read(short[] into, int at, int length) throws IOException;
}
