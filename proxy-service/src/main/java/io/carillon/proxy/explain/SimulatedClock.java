package io.carillon.proxy.explain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that goes when it is told to. One thread. */
final class SimulatedClock extends Clock {
    private final Instant began;
    private final ZoneId zone;
    private Instant now;

    SimulatedClock(Instant began, ZoneId zone) {
        this.began = began;
        this.zone = zone;
        this.now = began;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Since the beginning. */
    Duration elapsed() {
        return Duration.between(began, now);
    }

    Instant began() {
        return began;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return Clock.fixed(now, other);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
