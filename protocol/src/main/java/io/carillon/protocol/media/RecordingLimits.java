package io.carillon.protocol.media;

import java.time.Duration;

/**
 * What ends a recording beside its keys, and whoever stops it.
 *
 * @param longest more than zero, at most {@link #LONGEST}
 * @param silence after so much of it; zero where silence ends nothing
 * @param silenceThreshold what is below is silence: mean absolute amplitude of 20 ms, 0 to {@value #LOUDEST}, as
 *     Asterisk's option of that name counts
 */
public record RecordingLimits(Duration longest, Duration silence, int silenceThreshold) {

    /** A lecture; 58 MB of sound. */
    public static final Duration LONGEST = Duration.ofHours(2);

    /** Of 16 bits with a sign. */
    public static final int LOUDEST = 32_767;

    public RecordingLimits {
        if (!longest.isPositive() || longest.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("the longest is not between 0 and " + LONGEST);
        }
        if (silence.isNegative() || silence.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("the silence is not between 0 and " + LONGEST);
        }
        if (silenceThreshold < 0 || silenceThreshold > LOUDEST) {
            throw new IllegalArgumentException("the threshold is not between 0 and " + LOUDEST);
        }
    }
}
