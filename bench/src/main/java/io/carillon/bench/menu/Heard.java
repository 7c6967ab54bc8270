package io.carillon.bench.menu;

import io.carillon.bench.measure.Delays;
import java.time.Duration;

/** What all calls heard in one turn. Owned by the listeners' loop until the turn has ended. */
final class Heard {

    /** What a phone with a small jitter buffer still plays. */
    private static final long LATE = Duration.ofMillis(20).toNanos();

    private final Delays lateness = new Delays();
    private final Delays keys = new Delays();
    private long late;
    private long worst;
    private long lost;
    private long misordered;
    private long worstOfOurs;

    void packet(long nanosLate) {
        lateness.add(nanosLate);
        worst = Math.max(worst, nanosLate);
        if (nanosLate > LATE) {
            late++;
        }
    }

    void lost(long packets) {
        lost += packets;
    }

    /** A packet behind its successor: it was counted as lost. */
    void misordered() {
        misordered++;
        lost--;
    }

    /** A prompt began so long after the key was let go. */
    void afterKey(long nanos) {
        keys.add(nanos);
    }

    /** The bench itself was late by this: packets that came meanwhile look later than they were. */
    void ours(long nanosLate) {
        worstOfOurs = Math.max(worstOfOurs, nanosLate);
    }

    Delays lateness() {
        return lateness;
    }

    /** From the end of a key to the next prompt. */
    Delays keys() {
        return keys;
    }

    /** Packets more than 20 ms late. */
    long late() {
        return late;
    }

    long worst() {
        return worst;
    }

    long lost() {
        return lost;
    }

    long outOfOrder() {
        return misordered;
    }

    long worstOfOurs() {
        return worstOfOurs;
    }
}
