package io.carillon.relay.recording;

import io.carillon.protocol.media.RecordingLimits;

/**
 * Notices that a party has been silent for too long, as Asterisk does: a frame of 20 ms is silent when the mean of its
 * samples' amplitudes is below the threshold, and any other frame begins the count anew. Owner: the session's loop.
 */
final class SilenceWatch {
    private static final int FRAME = 160;
    private static final int SAMPLES_A_MILLISECOND = 8;

    private final long most;
    private final int threshold;
    private long silent;
    private long amplitudes;
    private int inFrame;

    SilenceWatch(RecordingLimits limits) {
        most = limits.silence().toMillis() * SAMPLES_A_MILLISECOND;
        threshold = limits.silenceThreshold();
    }

    void hear(short sample) {
        amplitudes += Math.abs(sample);
        inFrame++;
        if (inFrame == FRAME) {
            silent = amplitudes / FRAME < threshold ? silent + FRAME : 0;
            amplitudes = 0;
            inFrame = 0;
        }
    }

    /** How many there are by now without a word. */
    long samples() {
        return silent;
    }

    boolean isOver() {
        return most > 0 && silent >= most;
    }
}
