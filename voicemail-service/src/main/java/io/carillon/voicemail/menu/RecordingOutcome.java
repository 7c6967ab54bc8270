package io.carillon.voicemail.menu;

import java.time.Duration;
import java.util.Optional;

/**
 * How a recording ended.
 *
 * @param length of what the relay has recorded
 * @param key that ended it, if one did
 */
public record RecordingOutcome(End end, Duration length, Optional<Character> key) {

    /** What ended it. */
    public enum End {
        KEY,
        SILENCE,
        LONGEST,
        /** The caller has gone. */
        HUNG_UP,
        /** Some of it is lost, or nobody wants more of it. */
        FAILED
    }
}
