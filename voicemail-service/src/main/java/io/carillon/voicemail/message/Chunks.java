package io.carillon.voicemail.message;

import java.time.Duration;

/**
 * The relay's side of a recording: what it hears, as it hears it. The key is the capability in {@link Recording#url}.
 * Thread-safe; throws {@link StoreAway} like the store, and the relay then tries again.
 */
public interface Chunks {
    /** Bytes: the relay sends 4,000, half a second; this leaves it room to catch up. */
    int LARGEST = 64_000;

    /** Whether the relay is to go on. */
    enum Taken {
        /** Committed, now or before. */
        YES,
        /** No such recording, or it is finished, or as long as it may be: nothing more is taken. */
        OVER
    }

    /**
     * Takes a chunk, in any order; one that was taken before is not taken again.
     *
     * @param number from 0
     * @param offset where it stands in the recording
     * @param sound µ-law at 8 kHz, at most {@link #LARGEST} bytes
     */
    Taken put(String key, int number, Duration offset, byte[] sound);

    /**
     * The relay has sent all it heard; the recording waits to be finished.
     *
     * @param silence at its end, which ended it: that is no part of the message
     */
    Taken end(String key, int chunks, Duration silence);
}
