package io.carillon.protocol.media.control;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a relay was asked and has not answered yet, and whether it may be relied on: one that let a request run out of
 * time is suspected until it answers another in time. No I/O, no clock; for one thread.
 *
 * @param <R> a request
 */
final class UnderWay<R> {
    private final long limit;
    /** In the order of their deadlines, for all have the same time. */
    private final Map<Long, Waiting<R>> waiting = new LinkedHashMap<>();

    private boolean suspected;

    private record Waiting<R>(R request, long deadline) {}

    /** @param limitNanos how long a request may take */
    UnderWay(long limitNanos) {
        this.limit = limitNanos;
    }

    void ask(long id, R request, long now) {
        waiting.put(id, new Waiting<>(request, now + limit));
    }

    /** The request that this answers; empty if it was answered or given up before. */
    Optional<R> answered(long id) {
        Optional<R> request = Optional.ofNullable(waiting.remove(id)).map(Waiting::request);
        suspected &= request.isEmpty();
        return request;
    }

    /** Takes out those whose time is over; any makes the relay suspect. */
    List<R> overdue(long now) {
        List<R> late = new ArrayList<>();
        Iterator<Waiting<R>> oldest = waiting.values().iterator();
        while (oldest.hasNext()) {
            Waiting<R> next = oldest.next();
            if (next.deadline() - now > 0) {
                break;
            }
            oldest.remove();
            late.add(next.request());
        }
        suspected |= !late.isEmpty();
        return late;
    }

    /** Nanoseconds until the next one is overdue, at least 0; empty if nothing waits. */
    OptionalLong left(long now) {
        Iterator<Waiting<R>> oldest = waiting.values().iterator();
        return oldest.hasNext() ? OptionalLong.of(Math.max(0, oldest.next().deadline() - now)) : OptionalLong.empty();
    }

    boolean suspected() {
        return suspected;
    }

    /** All that wait, the oldest first. */
    List<R> all() {
        return waiting.values().stream().map(Waiting::request).toList();
    }

    /** Takes all out. */
    List<R> clear() {
        List<R> all = all();
        waiting.clear();
        return all;
    }
}
