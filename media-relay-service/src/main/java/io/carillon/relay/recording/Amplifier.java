package io.carillon.relay.recording;

import io.carillon.protocol.media.Gain;

/** Makes samples louder or quieter; what would be too loud for 16 bits is as loud as they can say. */
final class Amplifier {
    /** Of amplitude, not of power. */
    private static final double DECIBELS_A_DECADE = 20;

    private final double factor;

    Amplifier(Gain gain) {
        factor = Math.pow(10, gain.decibels() / DECIBELS_A_DECADE);
    }

    short amplified(short sample) {
        return (short) Math.clamp(Math.round(sample * factor), Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
