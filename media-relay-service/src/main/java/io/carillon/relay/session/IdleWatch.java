package io.carillon.relay.session;

import java.time.Duration;

/**
 * Decides when a session that nobody uses is asked about and when it is given up. Driven by its session; times are the
 * loop's nanoseconds.
 */
final class IdleWatch {

    private final long idleAfter;
    private long lastActive;
    private long lastAsked;
    private int asked;

    enum Verdict {
        WANTED,
        ASK,
        GIVE_UP
    }

    IdleWatch(Duration idleAfter, long now) {
        this.idleAfter = idleAfter.toNanos();
        lastActive = now;
    }

    /** Somebody spoke or commanded then; times before the newest one known change nothing. */
    void active(long at) {
        if (at - lastActive > 0) {
            lastActive = at;
            asked = 0;
        }
    }

    Verdict check(long now) {
        if (now - lastActive < idleAfter || (asked > 0 && now - lastAsked < SessionTimes.ASK_AGAIN.toNanos())) {
            return Verdict.WANTED;
        }
        if (asked == SessionTimes.ASKED_ENOUGH) {
            return Verdict.GIVE_UP;
        }
        asked++;
        lastAsked = now;
        return Verdict.ASK;
    }
}
