package io.carillon.testkit.sound;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds a known piece of sound in what was heard, by correlation: a codec's noise and a change of loudness do not matter, other
 * words do.
 */
public final class Likeness {
    /** Words are told apart by far less than 8,000 samples a second hold. */
    private static final int STEP = 4;

    private static final int RATE = 8_000 / STEP;

    /** The same recording through G.711 or GSM is above 0.9, another one below 0.4. */
    private static final double ALIKE = 0.7;

    /** Of a recording that was cut, this much from its beginning is to be heard. */
    private static final int ENOUGH = RATE / 2;

    private Likeness() {}

    /**
     * Where the piece begins, if it is there.
     *
     * @param heard at 8,000 samples a second
     * @param from where it may begin at the earliest
     */
    public static Optional<Duration> find(short[] heard, short[] piece, Duration from) {
        float[] where = thinned(heard);
        float[] what = loudPart(thinned(piece));
        int offset = offset(thinned(piece));
        double energy = energy(what, 0, what.length);
        if (what.length == 0 || energy == 0) {
            throw new IllegalArgumentException("a silent piece is everywhere");
        }
        int best = -1;
        double most = ALIKE;
        int first = Math.max(0, (int) (from.toMillis() * RATE / 1_000) + offset);
        for (int at = first; at + what.length <= where.length; at++) {
            double likeness = product(where, at, what) / Math.sqrt(energy * energy(where, at, what.length) + 1);
            if (likeness > most) {
                most = likeness;
                best = at;
            }
        }
        return best < 0 ? Optional.empty() : Optional.of(Duration.ofMillis((best - offset) * 1_000L / RATE));
    }

    /** Without the silence before, and no more than needs to be heard. */
    private static float[] loudPart(float[] piece) {
        int begin = offset(piece);
        return Arrays.copyOfRange(piece, begin, Math.min(piece.length, begin + 2 * ENOUGH));
    }

    private static int offset(float[] piece) {
        float loudest = 0;
        for (float sample : piece) {
            loudest = Math.max(loudest, Math.abs(sample));
        }
        int begin = 0;
        while (begin < piece.length && Math.abs(piece[begin]) < loudest / 10) {
            begin++;
        }
        return begin;
    }

    private static float[] thinned(short[] samples) {
        float[] thin = new float[samples.length / STEP];
        for (int i = 0; i < thin.length; i++) {
            float sum = 0;
            for (int j = 0; j < STEP; j++) {
                sum += samples[i * STEP + j];
            }
            thin[i] = sum / STEP;
        }
        return thin;
    }

    private static double product(float[] where, int at, float[] what) {
        double sum = 0;
        for (int i = 0; i < what.length; i++) {
            sum += where[at + i] * what[i];
        }
        return sum;
    }

    private static double energy(float[] samples, int at, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += samples[at + i] * samples[at + i];
        }
        return sum;
    }
}
