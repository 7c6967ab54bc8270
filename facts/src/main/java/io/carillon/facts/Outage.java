package io.carillon.facts;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Says once in the log that a neighbour is away, and once that it is back, however often it is tried. Thread-safe. */
public final class Outage {
    private final Logger log;
    private final String neighbour;
    private final String consequence;
    private final AtomicReference<@Nullable Instant> since = new AtomicReference<>();

    /**
     * Makes an outage that is not on.
     *
     * @param neighbour who may be away, for example {@code Kafka}
     * @param consequence what is done meanwhile
     */
    public Outage(Logger log, String neighbour, String consequence) {
        this.log = log;
        this.neighbour = neighbour;
        this.consequence = consequence;
    }

    /** Notes that the neighbour failed; only the first note since it was there is logged. */
    public void on(String reason) {
        if (since.compareAndSet(null, Instant.now())) {
            log.warnf("%s is away (%s): %s", neighbour, reason, consequence);
        }
    }

    /** Notes that the neighbour did its work; only the first note since it was away is logged. */
    public void off() {
        if (since.get() == null) {
            return;
        }
        Instant began = since.getAndSet(null);
        if (began != null) {
            log.infof(
                    "%s is back after %d s",
                    neighbour, Duration.between(began, Instant.now()).toSeconds());
        }
    }

    /** Tells whether the neighbour is away. */
    public boolean isOn() {
        return since.get() != null;
    }
}
