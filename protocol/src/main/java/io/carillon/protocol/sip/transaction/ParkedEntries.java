package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.datagram.Loop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Parked transactions of one kind, in the order they were parked. They wait equally long, so they expire in that order
 * too: one timer serves them, and the oldest is the one to forget when there are too many. Those whose time ends within
 * {@link #TOGETHER} are forgotten together, at its end: to wake the loop for each would cost more than all that they have.
 */
final class ParkedEntries<E extends ParkedEntry> {
    /** Of half a minute, or T4, that they wait. */
    static final Duration TOGETHER = Duration.ofMillis(250);

    private final Loop loop;
    private final int limit;
    private final Consumer<E> remove;
    private final Counters counters;
    private final ArrayDeque<E> byAge = new ArrayDeque<>();
    private boolean waking;

    /** @param remove takes an entry out of the layer's tables */
    ParkedEntries(Loop loop, int limit, Consumer<E> remove, Counters counters) {
        this.loop = loop;
        this.limit = limit;
        this.remove = remove;
        this.counters = counters;
    }

    int size() {
        return byAge.size();
    }

    void add(E entry) {
        if (byAge.size() >= limit) {
            remove.accept(byAge.remove());
            counters.forgotten.increment();
        }
        byAge.add(entry);
        if (!waking) {
            waking = true;
            loop.schedule(until(entry), this::expire);
        }
    }

    private void expire() {
        @Nullable E oldest = byAge.peek();
        while (oldest != null && oldest.expiresAtNanos() - loop.nanoTime() <= 0) {
            remove.accept(byAge.remove());
            oldest = byAge.peek();
        }
        waking = oldest != null;
        if (oldest != null) {
            loop.schedule(until(oldest), this::expire);
        }
    }

    private Duration until(E entry) {
        return Duration.ofNanos(entry.expiresAtNanos() - loop.nanoTime()).plus(TOGETHER);
    }
}
