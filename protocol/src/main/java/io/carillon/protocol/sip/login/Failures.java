package io.carillon.protocol.sip.login;

import java.time.Duration;
import java.time.Instant;

/**
 * The failures of one address, account or log-in within a sliding window: those of the window that runs, and as large a
 * share of the one before as still is in sight.
 */
final class Failures {
    private Instant began;
    private Instant last;
    private Instant lockedUntil = Instant.MIN;
    private int current;
    private int previous;

    Failures(Instant now) {
        began = now;
        last = now;
    }

    /** One more; returns how many there are in sight. */
    int add(Instant now, Duration window) {
        Duration age = Duration.between(began, now);
        if (age.compareTo(window) >= 0) {
            boolean next = age.compareTo(window.multipliedBy(2)) < 0;
            previous = next ? current : 0;
            current = 0;
            began = next ? began.plus(window) : now;
        }
        current++;
        last = now;
        double inSight = 1 - (double) Duration.between(began, now).toMillis() / window.toMillis();
        return current + (int) (previous * inSight);
    }

    /** One more that counts elsewhere. */
    void touch(Instant now) {
        last = now;
    }

    /** When there was a failure last. */
    Instant last() {
        return last;
    }

    /** What led to the lock is forgotten with it. */
    void lock(Instant until) {
        lockedUntil = until;
        current = 0;
        previous = 0;
    }

    boolean isLocked(Instant now) {
        return now.isBefore(lockedUntil);
    }
}
