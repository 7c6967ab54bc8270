package io.carillon.relay.session;

import io.carillon.protocol.datagram.DatagramLoop;
import io.carillon.relay.port.PortPair;
import io.carillon.relay.port.PortPool;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Where the legs of one loop get their ports. A pair whose leg has ended stays bound while it rests, and serves another leg of
 * this loop then: to bind and close sockets is a good part of what a short call costs here (docs/adr/0027). Those that nobody
 * wants are closed soon. Owner: the loop, whose sockets these are.
 */
public final class LoopPorts {

    private static final Logger LOG = Logger.getLogger(LoopPorts.class);

    /** Ports of the range that another program has; more of them than this is a range to be configured anew. */
    private static final int MOST_ATTEMPTS = 16;

    /** After its leg's end a pair rests and waits for another leg, no longer than that: calls come in waves. */
    static final Duration LONGEST_KEPT = Duration.ofMinutes(1);

    private static final Duration SWEEP = Duration.ofSeconds(5);

    private final DatagramLoop loop;
    private final PortPool pool;
    private final InetAddress address;
    /** The one that has rested for longest first. */
    private final Deque<Kept> kept = new ArrayDeque<>();

    private boolean sweeping;

    private record Kept(BoundPair pair, long since) {}

    /**
     * @param pool whose pairs these are, of all loops
     * @param address that they are bound to
     */
    public LoopPorts(DatagramLoop loop, PortPool pool, InetAddress address) {
        this.loop = loop;
        this.pool = pool;
        this.address = address;
    }

    /** Empty if no pair is left, or those tried belong to somebody else. */
    Optional<MediaPorts> open() {
        return rested().or(this::bound).map(pair -> new MediaPorts(this, pair));
    }

    private Optional<BoundPair> rested() {
        Kept first = kept.peekFirst();
        if (first == null || age(first).compareTo(PortPool.QUARANTINE) < 0) {
            return Optional.empty();
        }
        kept.removeFirst();
        pool.useAgain();
        return Optional.of(first.pair());
    }

    private Optional<BoundPair> bound() {
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
                closeOldest(kept.size());
            }
        }
        return Optional.empty();
    }

    /** Its leg has ended. */
    void rest(BoundPair pair) {
        pair.listenNoMore();
        if (pool.keep()) {
            kept.addLast(new Kept(pair, loop.nanoTime()));
            sweepSoon();
        } else {
            pair.close();
            pool.giveBack(pair.ports(), loop.nanoTime());
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
        closeOldest((int) kept.stream()
                .takeWhile(one -> age(one).compareTo(LONGEST_KEPT) >= 0)
                .count());
        if (!kept.isEmpty()) {
            sweepSoon();
        }
    }

    private void closeOldest(int count) {
        for (int i = 0; i < count; i++) {
            Kept oldest = kept.removeFirst();
            oldest.pair().close();
            pool.keepNoMore(oldest.pair().ports(), oldest.since());
        }
    }

    private Duration age(Kept one) {
        return Duration.ofNanos(loop.nanoTime() - one.since());
    }

    /** What the ports are of, for people. */
    @Override
    public String toString() {
        return pool.toString();
    }
}
