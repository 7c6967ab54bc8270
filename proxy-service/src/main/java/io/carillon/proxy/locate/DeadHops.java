package io.carillon.proxy.locate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Destinations that lately gave no sign, or said that they can take nothing (RFC 3263 §4.3): whoever has others tries
 * those first. None is ever left out, for all of them may be dead. Any thread.
 */
public final class DeadHops {
    /** Longer than the minute that usually lies between two OPTIONS of {@code qualify=}, which so keep a dead one known as dead. */
    static final long MEMORY_NANOS = 120_000_000_000L;

    /** More providers have no customer; beyond that the one more is tried in its turn. */
    static final int MOST = 1_000;

    private final LongSupplier nanoTime;
    private final Map<NextHop, Long> since = new ConcurrentHashMap<>();

    public DeadHops(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Nothing came back from it in good time. */
    public void silent(NextHop hop) {
        if (since.size() >= MOST) {
            since.values().removeIf(this::isForgotten);
        }
        if (since.size() < MOST || since.containsKey(hop)) {
            since.put(hop, nanoTime.getAsLong());
        }
    }

    /** It has answered. */
    public void answered(NextHop hop) {
        since.remove(hop);
    }

    /** The living in their order, then the dead in theirs. */
    List<NextHop> livingFirst(List<NextHop> hops) {
        if (since.isEmpty() || hops.size() < 2) {
            return hops;
        }
        List<NextHop> ordered = new ArrayList<>(hops);
        // A stable sort: the order of DNS stays within both.
        ordered.sort((one, other) -> Boolean.compare(isDead(one), isDead(other)));
        return ordered;
    }

    private boolean isDead(NextHop hop) {
        Long died = since.get(hop);
        return died != null && !isForgotten(died);
    }

    private boolean isForgotten(long died) {
        return nanoTime.getAsLong() - died >= MEMORY_NANOS;
    }
}
