package io.carillon.facts.spool;

import io.carillon.facts.Fact;
import io.carillon.facts.Outage;
import io.carillon.facts.outbox.Outbox;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes facts to an outbox behind their makers' back: a bounded queue, one virtual thread, one transaction a batch.
 * While PostgreSQL is away, batches go to the spool; as long as the spool holds anything, everything goes through it, so
 * that the order stays.
 */
final class BehindWriter implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(BehindWriter.class);
    /** About ten seconds of a busy proxy, for the time PostgreSQL takes to be found away. */
    private static final int QUEUE = 16_384;

    private static final int BATCH = 500;
    /** Facts come in flocks: a tenth of a second costs no reader anything, and saves most commits. */
    private static final Duration GATHER = Duration.ofMillis(100);
    /** The same after a batch of so many: a commit costs what it costs, however many facts are in it. */
    private static final Duration GATHER_MORE = Duration.ofMillis(200);

    private static final int MANY = 20;

    private static final Duration RETRY = Duration.ofMillis(500);
    /** A database that takes longer for a batch is away. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** A service has five seconds to stop. */
    private static final Duration STOP = Duration.ofSeconds(4);

    private static final Fact[] WAKE_UP = {};

    private final DataSource database;
    private final Outbox outbox;
    private final Spool spool;
    private final BlockingQueue<Fact[]> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong dropped = new AtomicLong();
    /** How many were taken, counted before they are in the queue: a count read later is never too low. */
    private final AtomicLong taken = new AtomicLong();
    /** How many of those are in the database, in the spool or lost. */
    private final AtomicLong settled = new AtomicLong();

    private final Outage away = new Outage(LOG, "PostgreSQL", "facts go to the spool");
    private final Outage full = new Outage(LOG, "The writer of facts", "facts are dropped");
    private final Thread thread;
    private volatile boolean stopping;
    private volatile long spooled;
    private long nextTry;
    /** Of how many facts the last batch was. */
    private int latest;

    private BehindWriter(DataSource database, Outbox outbox, Spool spool) {
        this.database = database;
        this.outbox = outbox;
        this.spool = spool;
        this.spooled = spool.length();
        this.nextTry = System.nanoTime();
        this.thread = Thread.ofVirtual().name("facts-" + outbox.schema()).unstarted(this::run);
    }

    static BehindWriter start(DataSource database, Outbox outbox, Spool spool) {
        BehindWriter writer = new BehindWriter(database, outbox, spool);
        writer.thread.start();
        return writer;
    }

    /** Takes facts, in order, together. Never blocks. */
    void record(Fact... facts) {
        if (facts.length == 0) {
            return;
        }
        taken.addAndGet(facts.length);
        if (!queue.offer(facts)) {
            taken.addAndGet(-facts.length);
            drop(facts.length, "the queue is full");
        }
    }

    /** Tells, whenever it is asked, whether all that was recorded before now is in the database or in the spool, or lost. */
    BooleanSupplier soFar() {
        long mark = taken.get();
        return () -> settled.get() >= mark;
    }

    /** Returns how many facts were lost for want of room. */
    long dropped() {
        return dropped.get();
    }

    /** Returns the length of the spool in bytes. */
    long spooled() {
        return spooled;
    }

    private void run() {
        try (spool) {
            while (!stopping || !queue.isEmpty()) {
                List<Fact> batch = gather();
                work(batch);
                settled.addAndGet(batch.size());
                spooled = spool.length();
            }
        } catch (InterruptedException nobodyDoes) {
            LOG.error("the writer of facts was interrupted", nobodyDoes);
        } catch (IOException failed) {
            LOG.error("the spool of facts can't be closed", failed);
        }
    }

    /** A bug costs its batch, which the log then holds, and never those that follow. */
    private void work(List<Fact> batch) {
        try {
            keep(batch);
            replay();
        } catch (RuntimeException bug) {
            LOG.errorf(bug, "these facts can't be written: %s", batch);
            dropped.addAndGet(batch.size());
        }
    }

    private List<Fact> gather() throws InterruptedException {
        List<Fact> batch = new ArrayList<>(latest);
        Fact[] first = spool.isEmpty() ? queue.take() : queue.poll(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null && first.length > 0) {
            batch.addAll(List.of(first));
            // Who has enough for a batch gains nothing by waiting.
            if (!stopping && queue.size() < BATCH) {
                Thread.sleep(latest < MANY ? GATHER : GATHER_MORE);
            }
        }
        for (Fact[] next = poll(batch); next != null; next = poll(batch)) {
            batch.addAll(List.of(next));
        }
        latest = batch.size();
        return batch;
    }

    private Fact @Nullable [] poll(List<Fact> batch) {
        return batch.size() < BATCH ? queue.poll() : null;
    }

    private void keep(List<Fact> batch) {
        if (batch.isEmpty() || (spool.isEmpty() && isDue() && written(batch))) {
            return;
        }
        try {
            int refused = spool.append(batch);
            if (refused > 0) {
                drop(refused, "the spool is full");
            }
        } catch (IOException failed) {
            drop(batch.size(), "the spool can't be written: " + failed.getMessage());
        }
    }

    private void replay() {
        try {
            while (!spool.isEmpty() && !stopping && isDue()) {
                if (!written(spool.peek(BATCH))) {
                    return;
                }
                spool.remove();
            }
            if (spool.isEmpty()) {
                full.off();
            }
        } catch (IOException failed) {
            nextTry = System.nanoTime() + RETRY.toNanos();
            full.on("the spool can't be read: " + failed.getMessage());
        }
    }

    /** Tells whether PostgreSQL is worth a try: it is there, or was last tried a while ago. */
    private boolean isDue() {
        return !away.isOn() || System.nanoTime() - nextTry >= 0;
    }

    private boolean written(List<Fact> batch) {
        try (Connection connection = database.getConnection()) {
            write(connection, batch);
            away.off();
            return true;
        } catch (SQLException failed) {
            away.on(String.valueOf(failed.getMessage()));
            nextTry = System.nanoTime() + RETRY.toNanos();
            return false;
        }
    }

    /** As one statement, which is its own transaction. */
    private void write(Connection connection, List<Fact> batch) throws SQLException {
        int patience = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, (int) PATIENCE.toMillis());
        try {
            outbox.write(connection, batch);
        } finally {
            if (!connection.isClosed()) {
                connection.setNetworkTimeout(Runnable::run, patience);
            }
        }
    }

    private void drop(int facts, String why) {
        dropped.addAndGet(facts);
        full.on(why);
    }

    /** Writes what was recorded before, to the database or the spool, and ends. */
    @Override
    public void close() {
        stopping = true;
        boolean woken = queue.offer(WAKE_UP);
        try {
            if (!thread.join(STOP)) {
                LOG.errorf("the writer of facts did not end in time, %d batches were open", queue.size());
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
