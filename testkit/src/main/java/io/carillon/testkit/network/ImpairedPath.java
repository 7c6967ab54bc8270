package io.carillon.testkit.network;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Decides the fate of each datagram on one direction of a path. The same seed and the same sending times give the same
 * fates. Not safe for use by several threads.
 */
final class ImpairedPath {

    /** A reordered datagram is held back for longer than the 20 ms between two RTP packets. */
    private static final Duration OVERTAKEN_BY = Duration.ofMillis(30);

    private final Random random;
    private Impairment impairment;
    private long lastArrival = Long.MIN_VALUE;

    ImpairedPath(Impairment impairment, long seed) {
        this.impairment = impairment;
        this.random = new Random(seed);
    }

    void become(Impairment next) {
        impairment = next;
    }

    /** When the copies of a datagram sent at {@code now} (nanoseconds) arrive, as delays; empty if it is lost. */
    List<Duration> fateOf(long now) {
        // Every fate draws the same number of values, so that one parameter changes nothing but itself.
        boolean lost = random.nextDouble() < impairment.loss();
        boolean twice = random.nextDouble() < impairment.duplication();
        boolean overtaken = random.nextDouble() < impairment.reordering();
        long jitter = Math.round(random.nextDouble() * impairment.jitter().toNanos());
        if (lost) {
            return List.of();
        }
        long arrival = now + impairment.delay().toNanos() + jitter;
        if (overtaken) {
            arrival += OVERTAKEN_BY.toNanos();
        } else {
            arrival = Math.max(arrival, lastArrival);
            lastArrival = arrival;
        }
        List<Duration> arrivals = new ArrayList<>(2);
        arrivals.add(Duration.ofNanos(arrival - now));
        if (twice) {
            arrivals.add(Duration.ofNanos(arrival - now));
        }
        return arrivals;
    }
}
