package io.carillon.proxy.dialplan;

import io.carillon.protocol.datagram.CarriedThread;
import java.time.Duration;

/**
 * How many priorities a call may still run: a plan that goes round without waiting must not keep a processor busy. Time
 * spent waiting fills it again.
 */
final class Budget {
    /** No plan that means well runs so many priorities at a stretch. */
    static final int MAX_STEPS = 5_000;

    private static final int STEPS_PER_SECOND = 100;

    /** Priorities run without letting others have their turn: the thread that carries a call may be that of all signalling. */
    private static final int STEPS_AT_A_STRETCH = 64;

    private long left = MAX_STEPS;

    /** Whether one more may be run. */
    boolean spend() {
        left--;
        if (left % STEPS_AT_A_STRETCH == 0) {
            CarriedThread.letOthers();
        }
        return left >= 0;
    }

    void waited(Duration duration) {
        long earned = Math.min(MAX_STEPS, duration.toMillis() * STEPS_PER_SECOND / 1000);
        left = Math.min(MAX_STEPS, left + Math.max(0, earned));
    }
}
