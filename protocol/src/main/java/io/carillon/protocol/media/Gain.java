package io.carillon.protocol.media;

/**
 * How much louder what is recorded becomes; below zero, quieter.
 *
 * @param decibels whole ones, from -{@value #MOST} to {@value #MOST}
 */
public record Gain(int decibels) {

    /** Sixteen times the amplitude: beyond, speech is noise. */
    public static final int MOST = 24;

    /** As loud as it is. */
    public static final Gain NONE = new Gain(0);

    public Gain {
        if (!isPossible(decibels)) {
            throw new IllegalArgumentException("the gain is not between -" + MOST + " and " + MOST);
        }
    }

    public static boolean isPossible(long decibels) {
        return decibels >= -MOST && decibels <= MOST;
    }
}
