package io.carillon.relay.session;

import io.carillon.protocol.datagram.DatagramLoop;
import io.carillon.relay.port.PortPair;
import io.carillon.relay.port.PortPool;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Where the legs of one loop get their ports. A pair whose leg has ended stays bound while it rests, and serves another leg of
 * this loop then: to bind and close sockets is a good part of what a short call costs here (docs/adr/0027). As long as
 * somebody goes on sending to it, it goes on resting. Owner: the loop, whose sockets these are.
 */
public final class LoopPorts {

    private static final Logger LOG = Logger.getLogger(LoopPorts.class);

    /** Ports of the range that another program has; more of them than this is a range to be configured anew. */
    private static final int MOST_ATTEMPTS = 16;

    /** What was not needed for so long is closed: calls come in waves. */
    static final Duration SWEEP = Duration.ofMinutes(1);

    /** Some hundred microseconds, for which no call is served. */
    private static final int MOST_CLOSED_AT_ONCE = 32;

    private static final Duration BETWEEN_CLOSES = Duration.ofMillis(2);

    private final DatagramLoop loop;
    private final PortPool pool;
    private final InetAddress address;
    private final RandomGenerator random;
    private final Deque<Resting> resting = new ArrayDeque<>();
    private final List<BoundPair> rested = new ArrayList<>();
    /** The fewest that had rested at any time since the last sweep. */
    private int unneeded;

    private boolean sweeping;

    private record Resting(BoundPair pair, long since) {}

    /**
     * @param pool whose pairs these are, of all loops
     * @param address that they are bound to
     * @param random which pair is next is not to be guessed; used on the loop only
     */
    public LoopPorts(DatagramLoop loop, PortPool pool, InetAddress address, RandomGenerator random) {
        this.loop = loop;
        this.pool = pool;
        this.address = address;
        this.random = random;
        pool.onScarcity(() -> loop.execute(this::giveBack));
    }

    /** Empty if no pair is left, or those tried belong to somebody else. */
    Optional<MediaPorts> open() {
        return takeRested().or(this::bind).map(pair -> new MediaPorts(this, pair));
    }

    /** Whether another leg would get its ports. That some are kept does not prove that one can be bound, so that it is tried. */
    boolean canOpen() {
        Optional<BoundPair> bound = bind();
        bound.ifPresent(this::abandon);
        sortOut();
        return bound.isPresent() || !rested.isEmpty();
    }

    private Optional<BoundPair> takeRested() {
        sortOut();
        while (!rested.isEmpty()) {
            BoundPair pair = removeAny();
            if (isQuiet(pair)) {
                unneeded = Math.min(unneeded, rested.size());
                pool.useAgain();
                return Optional.of(pair);
            }
            resting.addLast(new Resting(pair, loop.nanoTime()));
        }
        unneeded = 0;
        return Optional.empty();
    }

    private BoundPair removeAny() {
        BoundPair last = rested.removeLast();
        int place = random.nextInt(rested.size() + 1);
        return place == rested.size() ? last : rested.set(place, last);
    }

    /** Who has rested for long enough has rested, unless somebody sends to it still. */
    private void sortOut() {
        long now = loop.nanoTime();
        while (!resting.isEmpty() && now - resting.getFirst().since() >= PortPool.QUARANTINE.toNanos()) {
            BoundPair pair = resting.removeFirst().pair();
            if (isQuiet(pair)) {
                rested.add(pair);
            } else {
                resting.addLast(new Resting(pair, now));
            }
        }
    }

    private boolean isQuiet(BoundPair pair) {
        return loop.nanoTime() - pair.quietSince() >= PortPool.QUARANTINE.toNanos();
    }

    private Optional<BoundPair> bind() {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Optional<PortPair> ports = pool.take(loop.nanoTime());
            if (ports.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(new BoundPair(loop, address, ports.get()));
            } catch (IOException e) {
                LOG.debugf(
                        "Ports %d and %d are passed over: %s",
                        ports.get().rtp(), ports.get().rtcp(), e.getMessage());
                pool.giveBack(ports.get(), loop.nanoTime());
                // It may be files that are wanting.
                sortOut();
                closeRested(1);
            }
        }
        return Optional.empty();
    }

    /** Its leg has ended. */
    void rest(BoundPair pair) {
        pair.listenNoMore();
        long now = loop.nanoTime();
        if (pool.keep(now)) {
            resting.addLast(new Resting(pair, now));
            sweepSoon();
        } else {
            pair.close();
            pool.giveBack(pair.ports(), now);
        }
    }

    /** Nobody was told of it. */
    void abandon(BoundPair pair) {
        pair.close();
        pool.putBack(pair.ports());
    }

    private void sweepSoon() {
        if (!sweeping) {
            sweeping = true;
            loop.schedule(SWEEP, this::sweep);
        }
    }

    private void sweep() {
        sweeping = false;
        sortOut();
        closeRested(unneeded);
        unneeded = rested.size();
        if (!(resting.isEmpty() && rested.isEmpty())) {
            sweepSoon();
        }
    }

    /** Other loops need what this one keeps. */
    private void giveBack() {
        sortOut();
        closeRested(rested.size());
    }

    /** Closes so many of those that have rested, a few at a time, for calls are waiting. */
    private void closeRested(int count) {
        int now = Math.min(Math.min(count, rested.size()), MOST_CLOSED_AT_ONCE);
        for (int i = 0; i < now; i++) {
            BoundPair pair = rested.removeLast();
            pair.close();
            pool.keepNoMore(pair.ports());
        }
        if (now < count && !rested.isEmpty()) {
            loop.schedule(BETWEEN_CLOSES, () -> closeRested(count - now));
        }
    }

    /** What the ports are of, for people. */
    @Override
    public String toString() {
        return pool.toString();
    }
}
