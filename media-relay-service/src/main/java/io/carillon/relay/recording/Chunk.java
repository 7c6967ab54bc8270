package io.carillon.relay.recording;

import java.time.Duration;

/** Half a second of a recording, less if it is the last: µ-law at 8 kHz. Nobody changes its bytes. */
public final class Chunk {
    /** What a relay that is killed takes with it. */
    static final Duration LENGTH = Duration.ofMillis(500);

    static final int BYTES = 4_000;

    private final int number;
    private final byte[] sound;

    Chunk(int number, byte[] sound) {
        this.number = number;
        this.sound = sound;
    }

    /** 0, 1, 2… */
    public int number() {
        return number;
    }

    /** Where in the recording it begins. */
    public Duration offset() {
        return LENGTH.multipliedBy(number);
    }

    public byte[] sound() {
        return sound;
    }
}
