package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.datagram.Loop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;

/**
 * Answered requests in the order they were answered. Timer J is the same for all, so they expire in that order too: one
 * timer serves them, and the oldest is the one to forget when there are too many.
 */
final class AnsweredRequests {
    private final Loop loop;
    private final Map<ServerKey, ServerEntry> table;
    private final int limit;
    private final Counters counters;
    private final ArrayDeque<AnsweredRequest> byAge = new ArrayDeque<>();
    private boolean waking;

    AnsweredRequests(Loop loop, Map<ServerKey, ServerEntry> table, int limit, Counters counters) {
        this.loop = loop;
        this.table = table;
        this.limit = limit;
        this.counters = counters;
    }

    int size() {
        return byAge.size();
    }

    /** Takes the place of the transaction under its key. */
    void add(AnsweredRequest answered, Duration timerJ) {
        if (byAge.size() >= limit) {
            forgetOldest();
        }
        table.put(answered.key, answered);
        byAge.add(answered);
        if (!waking) {
            waking = true;
            loop.schedule(timerJ, this::expire);
        }
    }

    private void forgetOldest() {
        AnsweredRequest oldest = byAge.remove();
        table.remove(oldest.key, oldest);
        counters.forgotten.increment();
    }

    private void expire() {
        long now = loop.nanoTime();
        AnsweredRequest oldest = byAge.peek();
        while (oldest != null && oldest.expiresAtNanos - now <= 0) {
            byAge.remove();
            table.remove(oldest.key, oldest);
            oldest = byAge.peek();
        }
        waking = oldest != null;
        if (oldest != null) {
            loop.schedule(Duration.ofNanos(oldest.expiresAtNanos - now), this::expire);
        }
    }
}
