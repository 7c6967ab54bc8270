package io.carillon.registrar.location;

import io.carillon.registrar.registration.AddressOfRecord;
import io.carillon.registrar.registration.PlainRefresh;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One queue, one thread and one transaction at a time; owned by {@link BindingCommitter}. */
final class CommitLane {
    private static final Logger LOG = Logger.getLogger(CommitLane.class);

    /** Each command holds one lock of PostgreSQL's shared table, which has room for 6,400 as it is delivered. */
    private static final int MAX_BATCH = 256;
    /** Some 200 ms of work: who waits longer is better told to come again. */
    private static final int MAX_WAITING = 2048;
    /** A commit that takes longer than this is a database that hangs. */
    private static final Duration STALL = Duration.ofSeconds(2);
    /** How often a database that is away is tried again. */
    private static final Duration PROBE = Duration.ofMillis(250);
    /** How long a closing lane may need for what waits. */
    private static final Duration CLOSING = Duration.ofSeconds(3);

    private record Waiting(BindingCommand command, Consumer<Verdict> told) {}

    private final LocationDatabase database;
    private final CommitFigures figures;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Thread thread;
    private volatile boolean away;
    private volatile boolean closed;
    /** {@link System#nanoTime} when the commit in progress began; 0: none. */
    private volatile long busySince;

    private CommitLane(String name, LocationDatabase database, CommitFigures figures) {
        this.database = database;
        this.figures = figures;
        this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
    }

    static CommitLane start(String name, LocationDatabase database, CommitFigures figures) {
        CommitLane lane = new CommitLane(name, database, figures);
        lane.thread.start();
        return lane;
    }

    void submit(BindingCommand command, Consumer<Verdict> told) {
        if (isUnavailable() || !queue.offer(new Waiting(command, told))) {
            told.accept(new Verdict.Unavailable());
        }
    }

    boolean isUnavailable() {
        long since = busySince;
        return away || closed || (since != 0 && System.nanoTime() - since > STALL.toNanos());
    }

    private void run() {
        List<Waiting> batch = new ArrayList<>(MAX_BATCH);
        while (!closed || !queue.isEmpty()) {
            try {
                Waiting first = queue.poll(PROBE.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, MAX_BATCH - 1);
                }
            } catch (InterruptedException closing) {
                closed = true;
            }
            if (away) {
                tell(batch, new Verdict.Unavailable());
                probe();
            } else if (!batch.isEmpty()) {
                commit(batch);
            }
            batch.clear();
        }
    }

    private void commit(List<Waiting> batch) {
        long start = System.nanoTime();
        busySince = start == 0 ? 1 : start;
        List<Waiting> open = batch;
        try {
            open = refresh(batch);
            change(open);
            figures.committed(batch.size(), Duration.ofNanos(System.nanoTime() - start));
        } catch (SQLException failure) {
            fail(open, failure);
        } catch (RuntimeException bug) {
            alone(open, bug);
        } finally {
            busySince = 0;
        }
    }

    /** Commits what can be refreshed in place and returns the others, in their order. */
    private List<Waiting> refresh(List<Waiting> batch) throws SQLException {
        SortedMap<AddressOfRecord, PlainRefresh> refreshes = new TreeMap<>();
        Set<AddressOfRecord> several = new HashSet<>();
        for (Waiting waiting : batch) {
            AddressOfRecord aor = waiting.command().aor();
            Optional<PlainRefresh> refresh = waiting.command().plainRefresh();
            if (refresh.isEmpty() || refreshes.putIfAbsent(aor, refresh.get()) != null) {
                several.add(aor);
            }
        }
        refreshes.keySet().removeAll(several);
        if (refreshes.isEmpty()) {
            return batch;
        }
        Map<AddressOfRecord, Verdict.Committed> committed = database.refresh(refreshes);
        List<Waiting> others = new ArrayList<>();
        for (Waiting waiting : batch) {
            Verdict verdict = committed.get(waiting.command().aor());
            if (verdict == null) {
                others.add(waiting);
            } else {
                tell(waiting, verdict);
            }
        }
        return others;
    }

    private void change(List<Waiting> others) throws SQLException {
        if (others.isEmpty()) {
            return;
        }
        List<Verdict.Committed> committed =
                database.change(others.stream().map(Waiting::command).toList());
        for (int i = 0; i < committed.size(); i++) {
            tell(others.get(i), committed.get(i));
        }
    }

    private void fail(List<Waiting> batch, SQLException failure) {
        if (isAboutRows(failure)) {
            alone(batch, failure);
            return;
        }
        away = true;
        LOG.errorf("the location database is away, REGISTER is answered 503: %s", failure.getMessage());
        tell(batch, new Verdict.Unavailable());
    }

    /** One of them is to blame; tried one by one, it hurts no other. */
    private void alone(List<Waiting> batch, Exception failure) {
        if (batch.size() > 1) {
            for (Waiting waiting : batch) {
                if (away) {
                    tell(waiting, new Verdict.Unavailable());
                } else {
                    commit(List.of(waiting));
                }
            }
            return;
        }
        LOG.errorf(
                failure,
                "the bindings of %s could not be changed",
                batch.getFirst().command().aor());
        tell(batch, new Verdict.Failed());
    }

    /** Data, constraints, limits and serialisation; everything else means that the database itself is unwell. */
    private static boolean isAboutRows(SQLException failure) {
        @Nullable String state = failure.getSQLState();
        return state != null
                && !(failure instanceof SQLTransientException)
                && (state.startsWith("22")
                        || state.startsWith("23")
                        || state.startsWith("40")
                        || state.startsWith("54"));
    }

    private void probe() {
        try {
            if (database.isReachable()) {
                away = false;
                LOG.info("the location database is back");
            }
        } catch (RuntimeException bug) {
            LOG.errorf(bug, "the location database cannot even be asked for");
        }
    }

    private static void tell(List<Waiting> batch, Verdict verdict) {
        for (Waiting waiting : batch) {
            tell(waiting, verdict);
        }
    }

    /** A listener that throws must not cost the others their answer. */
    private static void tell(Waiting waiting, Verdict verdict) {
        try {
            waiting.told().accept(verdict);
        } catch (RuntimeException bug) {
            LOG.errorf(
                    bug,
                    "whoever waited for %s could not be told",
                    waiting.command().aor());
        }
    }

    void close() {
        closed = true;
        try {
            if (!thread.join(CLOSING)) {
                LOG.warnf("%s is still waiting for the database; its requests stay unanswered", thread.getName());
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
