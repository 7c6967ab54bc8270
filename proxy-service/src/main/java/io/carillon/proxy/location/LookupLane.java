package io.carillon.proxy.location;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Looks accounts up, all that wait in one query. Owns one thread of the system: it waits for the database's socket in the
 * kernel, where a virtual thread wakes three others to wait (ADR 0022).
 */
final class LookupLane implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(LookupLane.class);

    private static final int MAX_BATCH = 64;
    /** More calls than wait for anything else: beyond them the database counts as away. */
    private static final int MAX_WAITING = 2_048;
    /** How often the lane looks whether it is closed. */
    private static final long LOOK_MILLIS = 500;

    /** One query for several accounts; those without a binding may be missing in what it returns. */
    @FunctionalInterface
    interface Query {
        Map<String, List<Binding>> bindings(Set<String> accounts) throws SQLException;
    }

    private record Waiting(String account, CompletableFuture<Found> found) {
        void told(Found what) {
            found.complete(what);
        }
    }

    /** What came of a look-up. */
    sealed interface Found {
        record Bindings(List<Binding> bindings) implements Found {}

        /** The database is away, or has more to do than it can. */
        record Away(String why) implements Found {}
    }

    private final Query query;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean ended;

    private LookupLane(Query query) {
        this.query = query;
        this.thread = Thread.ofPlatform().name("look-ups").daemon().unstarted(this::run);
    }

    static LookupLane start(Query query) {
        LookupLane lane = new LookupLane(query);
        lane.thread.start();
        return lane;
    }

    /** Any thread; what is found is told on the lane's. */
    CompletableFuture<Found> lookUp(String account) {
        Waiting waiting = new Waiting(account, new CompletableFuture<>());
        if (!queue.offer(waiting)) {
            waiting.told(new Found.Away(MAX_WAITING + " look-ups wait"));
        } else if (ended) {
            abandon();
        }
        return waiting.found();
    }

    private void run() {
        List<Waiting> batch = new ArrayList<>(MAX_BATCH);
        while (!closed || !queue.isEmpty()) {
            take(batch);
            if (!batch.isEmpty()) {
                answer(batch);
            }
            batch.clear();
        }
        ended = true;
        abandon();
    }

    /** Who asks too late must not wait for ever. */
    private void abandon() {
        refuse(new ArrayList<>(), "this proxy stops");
    }

    private void take(List<Waiting> batch) {
        try {
            Waiting first = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (first != null) {
                batch.add(first);
                queue.drainTo(batch, MAX_BATCH - 1);
            }
        } catch (InterruptedException closing) {
            closed = true;
        }
    }

    private void answer(List<Waiting> batch) {
        try {
            Map<String, List<Binding>> found =
                    query.bindings(batch.stream().map(Waiting::account).collect(Collectors.toSet()));
            batch.forEach(
                    waiting -> waiting.told(new Found.Bindings(found.getOrDefault(waiting.account(), List.of()))));
        } catch (SQLException away) {
            refuse(batch, String.valueOf(away.getMessage()));
        } catch (RuntimeException bug) {
            LOG.error("Bindings cannot be looked up", bug);
            refuse(batch, bug.toString());
        }
    }

    /** Who came while the database was found to be away has waited as long as those, and need not wait once more. */
    private void refuse(List<Waiting> batch, String why) {
        queue.drainTo(batch);
        batch.forEach(waiting -> waiting.told(new Found.Away(why)));
    }

    /** What waits is still looked up. */
    @Override
    public void close() {
        closed = true;
    }
}
