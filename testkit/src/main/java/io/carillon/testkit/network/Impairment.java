package io.carillon.testkit.network;

import java.time.Duration;

/**
 * How bad a path is, in one direction.
 *
 * @param loss the share of datagrams that never arrive, 0 to 1
 * @param duplication the share that arrives twice
 * @param reordering the share that is overtaken by what is sent after it
 * @param delay what every datagram takes
 * @param jitter what it takes on top, evenly spread from 0 to this; the order is kept
 */
public record Impairment(double loss, double duplication, double reordering, Duration delay, Duration jitter) {

    /** A perfect path: everything arrives at once, in order. */
    public static final Impairment NONE = new Impairment(0, 0, 0, Duration.ZERO, Duration.ZERO);

    public Impairment {
        share("loss", loss);
        share("duplication", duplication);
        share("reordering", reordering);
        if (delay.isNegative() || jitter.isNegative()) {
            throw new IllegalArgumentException("nothing arrives before it is sent");
        }
    }

    public Impairment withLoss(double share) {
        return new Impairment(share, duplication, reordering, delay, jitter);
    }

    public Impairment withDuplication(double share) {
        return new Impairment(loss, share, reordering, delay, jitter);
    }

    public Impairment withReordering(double share) {
        return new Impairment(loss, duplication, share, delay, jitter);
    }

    public Impairment withDelay(Duration time) {
        return new Impairment(loss, duplication, reordering, time, jitter);
    }

    public Impairment withJitter(Duration time) {
        return new Impairment(loss, duplication, reordering, delay, time);
    }

    private static void share(String what, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(what + " is a share from 0 to 1: " + value);
        }
    }
}
