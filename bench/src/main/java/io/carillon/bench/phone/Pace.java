package io.carillon.bench.phone;

import java.time.Duration;

/**
 * How fast errands are begun.
 *
 * @param atATime most that are under way
 * @param interval between two begins; zero for as soon as another has ended
 */
public record Pace(int atATime, Duration interval) {

    private static final long NANOS_A_SECOND = Duration.ofSeconds(1).toNanos();

    /** As many as the server can do, this number under way at any time. */
    public static Pace window(int atATime) {
        return new Pace(atATime, Duration.ZERO);
    }

    /** At a rate that the server must bear; where it can't, more than this number are not begun. */
    public static Pace perSecond(int rate, int atMost) {
        return new Pace(atMost, Duration.ofNanos(NANOS_A_SECOND / rate));
    }
}
