package io.carillon.relay.port;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

/**
 * The pairs of the configured range. A pair given back rests in quarantine, so that a new call does not hear the last one's
 * packets; pairs go round, so that each rests as long as possible, and begin in random order, so that none can be guessed.
 * Whoever has a pair may keep it over its rest, for itself, while there are plenty.
 *
 * <p>Any thread; held for a few instructions at a time.
 */
public final class PortPool {

    /** A party that missed the end of a call goes on sending until the BYE is sent again or it gives up: a few seconds. */
    public static final Duration QUARANTINE = Duration.ofSeconds(5);

    /** Two sockets each: what rests for 5 s at 400 calls a second. */
    public static final int MOST_KEPT = 4_000;

    private record Resting(PortPair pair, long until) {}

    private final Deque<PortPair> free = new ArrayDeque<>();
    private final Deque<Resting> resting = new ArrayDeque<>();
    private final int first;
    private final int last;
    private final int size;
    private final int mostKept;
    private final List<Runnable> keepers = new CopyOnWriteArrayList<>();
    private int kept;

    public PortPool(int first, int last, RandomGenerator random) {
        this(first, last, random, MOST_KEPT);
    }

    /**
     * @param first the first port that may be used, last the last one; both may be odd
     * @param mostKept pairs that may stay bound over their rest
     * @throws IllegalArgumentException if no pair fits between them
     */
    public PortPool(int first, int last, RandomGenerator random, int mostKept) {
        this.mostKept = mostKept;
        this.first = first;
        this.last = last;
        List<PortPair> pairs = new ArrayList<>();
        for (int port = first + first % 2; port < last; port += 2) {
            pairs.add(new PortPair(port));
        }
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException("the RTP range " + first + "-" + last + " has no pair of ports");
        }
        Collections.shuffle(pairs, Random.from(random));
        free.addAll(pairs);
        size = pairs.size();
    }

    /** A pair nobody uses; empty if all are in use, at rest or kept. */
    public Optional<PortPair> take(long now) {
        Optional<PortPair> taken;
        boolean isScarce;
        synchronized (this) {
            freeRested(now);
            taken = Optional.ofNullable(free.pollFirst());
            isScarce = kept > 0 && free.size() <= size / 8;
        }
        if (isScarce) {
            keepers.forEach(Runnable::run);
        }
        return taken;
    }

    private void freeRested(long now) {
        while (!resting.isEmpty() && resting.getFirst().until() - now <= 0) {
            free.addLast(resting.removeFirst().pair());
        }
    }

    /** Runs this, on the thread of whoever takes a pair, when few are left while others are kept. */
    public void onScarcity(Runnable keeper) {
        keepers.add(keeper);
    }

    /** The pair was never shown to anybody, so that nobody can be sending to it. */
    public synchronized void putBack(PortPair pair) {
        free.addFirst(pair);
    }

    /** The pair's last user is gone, now. */
    public synchronized void giveBack(PortPair pair, long now) {
        resting.addLast(new Resting(pair, now + QUARANTINE.toNanos()));
    }

    /**
     * The pair's last user is gone, and whoever has it would keep it for the next.
     *
     * @return false if it is to be given back instead, because too many are kept, or few are left for others
     */
    public synchronized boolean keep(long now) {
        freeRested(now);
        if (kept == mostKept || free.size() <= size / 4) {
            return false;
        }
        kept++;
        return true;
    }

    /** A pair that was kept is in use again. */
    public synchronized void useAgain() {
        kept--;
    }

    /** A pair that was kept, and has rested, is given back. */
    public synchronized void keepNoMore(PortPair pair) {
        kept--;
        free.addLast(pair);
    }

    /** Pairs that somebody uses. */
    public synchronized int inUse() {
        return size - free.size() - resting.size() - kept;
    }

    public int size() {
        return size;
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
