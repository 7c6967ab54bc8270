package io.carillon.relay.rtp;

import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * The way to a party and back (RFC 3550 §6.4.1): the time from the sender report we passed on to it to the receiver report
 * that names it, less the time the party held it. Owned by the leg's loop.
 */
public final class RoundTrip {

    /** Sender reports come seconds apart; a party that answers an older one measures nothing of use. */
    private static final int REMEMBERED = 4;

    private static final double UNITS_A_SECOND = 65_536;

    private final int[] reports = new int[REMEMBERED];
    private final long[] passedOnAt = new long[REMEMBERED];
    private int next;
    private double seconds = Double.NaN;

    /** A sender report was passed on to the party. */
    public void passedOn(int middleNtp, long now) {
        reports[next] = middleNtp;
        passedOnAt[next] = now;
        next = (next + 1) % REMEMBERED;
    }

    /** The party reports; ignored if it names no report we remember. */
    public void reported(int lastReport, long delay, long now) {
        for (int i = 0; i < REMEMBERED && lastReport != 0; i++) {
            if (reports[i] == lastReport) {
                double elapsed = (double) (now - passedOnAt[i]) / TimeUnit.SECONDS.toNanos(1);
                seconds = Math.max(0, elapsed - delay / UNITS_A_SECOND);
            }
        }
    }

    /** The last one measured, in milliseconds. */
    public OptionalDouble millis() {
        return Double.isNaN(seconds) ? OptionalDouble.empty() : OptionalDouble.of(seconds * 1_000);
    }
}
