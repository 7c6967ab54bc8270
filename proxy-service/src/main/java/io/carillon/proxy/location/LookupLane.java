package io.carillon.proxy.location;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Looks accounts up, all that wait in one query. Owns one thread of the system: it waits for the database's socket in the
 * kernel, where a virtual thread wakes three others to wait (ADR 0022). A virtual one watches that nobody waits for long: a
 * time limit of each look-up's own would wake a thread for each.
 */
final class LookupLane implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(LookupLane.class);

    private static final int MAX_BATCH = 64;
    /** More calls than wait for anything else: beyond them the database counts as away. */
    private static final int MAX_WAITING = 2_048;
    /** How often the lane looks whether it is closed. */
    private static final long LOOK_MILLIS = 500;
    /** Whoever waits for longer is told that the database is away: a caller hears nothing until then. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration WATCH = Duration.ofMillis(250);

    private static final String GONE = "this proxy looks nothing up any more";

    /** One query for several accounts; those without a binding may be missing in what it returns. */
    @FunctionalInterface
    interface Query {
        Map<String, Found.Bindings> bindings(Set<String> accounts) throws SQLException;
    }

    private record Waiting(String account, long since, CompletableFuture<Found> found) {
        void told(Found what) {
            found.complete(what);
        }

        boolean isTold() {
            return found.isDone();
        }
    }

    /** What came of a look-up. */
    sealed interface Found {
        /** @param left until the first of them runs out */
        record Bindings(List<Binding> bindings, Duration left) implements Found {
            static final Bindings NONE = new Bindings(List.of(), Duration.ZERO);

            public Bindings {
                bindings = List.copyOf(bindings);
            }
        }

        /** The database is away, or has more to do than it can. */
        record Away(String why) implements Found {}
    }

    private final Query query;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MAX_WAITING);
    private final LongSupplier nanoTime;
    private final Thread thread;
    private final Thread watch;
    /** Those that the query in progress is for. */
    private volatile List<Waiting> asked = List.of();

    private volatile boolean closed;
    private volatile boolean ended;

    private LookupLane(Query query, LongSupplier nanoTime) {
        this.query = query;
        this.nanoTime = nanoTime;
        this.thread = Thread.ofPlatform()
                .name("look-ups")
                .daemon()
                .uncaughtExceptionHandler((_, error) -> LOG.error("Bindings are looked up no more", error))
                .unstarted(this::run);
        this.watch = Thread.ofVirtual().name("look-ups-watch").unstarted(this::watch);
    }

    static LookupLane start(Query query, LongSupplier nanoTime) {
        LookupLane lane = new LookupLane(query, nanoTime);
        lane.thread.start();
        lane.watch.start();
        return lane;
    }

    /** Any thread. What comes of it is told within two seconds and a quarter, whatever the database does. */
    CompletableFuture<Found> lookUp(String account) {
        Waiting waiting = new Waiting(account, nanoTime.getAsLong(), new CompletableFuture<>());
        if (!queue.offer(waiting)) {
            waiting.told(new Found.Away(MAX_WAITING + " look-ups wait"));
        } else if (ended) {
            abandon();
        }
        return waiting.found();
    }

    private void run() {
        List<Waiting> batch = new ArrayList<>(MAX_BATCH);
        try {
            while (!closed || !queue.isEmpty()) {
                take(batch);
                if (!batch.isEmpty()) {
                    asked = List.copyOf(batch);
                    answer(batch);
                }
                asked = List.of();
                batch.clear();
            }
        } finally {
            // An Error ends this thread too, in the middle of a batch.
            ended = true;
            refuse(batch, GONE);
        }
    }

    /** Who asks too late must not wait for ever. */
    private void abandon() {
        refuse(new ArrayList<>(), GONE);
    }

    private void watch() {
        try {
            while (!ended) {
                Thread.sleep(WATCH);
                refuseOverdue();
            }
        } catch (InterruptedException nobodyDoes) {
            LOG.error("the watch over look-ups was interrupted", nobodyDoes);
        }
    }

    /** The lane itself waits for the database and can tell nobody. */
    private void refuseOverdue() {
        long oldest = nanoTime.getAsLong() - PATIENCE.toNanos();
        Found late = new Found.Away("no answer for " + PATIENCE.toSeconds() + " s");
        Stream.concat(asked.stream(), queue.stream())
                .filter(waiting -> waiting.since() - oldest < 0)
                .forEach(waiting -> waiting.told(late));
    }

    private void take(List<Waiting> batch) {
        try {
            Waiting first = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (first != null) {
                batch.add(first);
                queue.drainTo(batch, MAX_BATCH - 1);
                batch.removeIf(Waiting::isTold);
            }
        } catch (InterruptedException closing) {
            closed = true;
        }
    }

    private void answer(List<Waiting> batch) {
        try {
            Map<String, Found.Bindings> found =
                    query.bindings(batch.stream().map(Waiting::account).collect(Collectors.toSet()));
            batch.forEach(waiting -> waiting.told(found.getOrDefault(waiting.account(), Found.Bindings.NONE)));
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
