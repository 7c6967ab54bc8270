package io.carillon.local;

import java.time.Duration;

/**
 * How long to wait before a process that ended by itself is started again: 1 s, doubled at each early end up to 30 s.
 *
 * @param next what the next end will cost
 */
record Backoff(Duration next) {
    static final Backoff FIRST = new Backoff(Duration.ofSeconds(1));
    private static final Duration LONGEST = Duration.ofSeconds(30);
    /** Who has run so long did not fail at its start. */
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);

    /** The wait after a run of that length. */
    Duration after(Duration run) {
        return run.compareTo(LONG_ENOUGH) >= 0 ? FIRST.next : next;
    }

    /** What holds after that wait. */
    static Backoff beyond(Duration wait) {
        Duration doubled = wait.multipliedBy(2);
        return new Backoff(doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled);
    }
}
