package io.carillon.proxy.checkpoint;

import io.carillon.facts.Fact;
import io.carillon.facts.Outage;
import io.carillon.facts.Rounds;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the calls of this process in PostgreSQL, written behind and in batches, holds its lease, and closes the calls of
 * proxies that are lost. {@link #keep} and {@link #forget} never wait and may be called on any thread; two virtual
 * threads do the rest. While PostgreSQL is away the last state of each call waits here, and nothing of a call that has
 * come and gone meanwhile.
 */
@ApplicationScoped
public class CallKeeper {
    private static final Logger LOG = Logger.getLogger(CallKeeper.class);

    /** After this long without a sign of life a proxy's calls are closed. */
    private static final Duration LEASE = Duration.ofSeconds(10);

    private static final Duration RENEWAL = Duration.ofSeconds(3);

    /** States that follow each other within this time are written once. */
    private static final Duration GATHERING = Duration.ofMillis(100);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    /** How long the last states have to be written when the process stops. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final CheckpointStore store;
    private final String instance;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private Map<String, Checkpoint> changed = new LinkedHashMap<>();
    private Set<String> ended = new HashSet<>();
    /** What becomes {@link #awaited} with the next round. */
    private Set<String> ending = new HashSet<>();
    /**
     * What becomes {@link #ended} as soon as {@link #told}: a call that is over keeps its state until its last fact is kept, so
     * that whoever kills the process leaves one of the two.
     */
    private Set<String> awaited = new HashSet<>();

    private BooleanSupplier told = () -> true;
    private Supplier<BooleanSupplier> facts = () -> told;
    /** What PostgreSQL has or is being sent. */
    private final Set<String> stored = new HashSet<>();

    private volatile @Nullable Owner owner;
    private volatile boolean stopped;
    private @Nullable Thread writer;
    private @Nullable Rounds lease;

    CallKeeper(CheckpointStore store, @ConfigProperty(name = "carillon.instance") String instance) {
        this.store = store;
        this.instance = instance;
    }

    /**
     * Begins.
     *
     * @param last makes the CallEnded of a call whose proxy was lost
     * @param soFar what tells whether all facts recorded before it was asked for are kept
     */
    public void start(Function<Checkpoint, Fact> last, Supplier<BooleanSupplier> soFar) {
        facts = soFar;
        writer = Thread.ofVirtual().name("checkpoints").start(this::writeForEver);
        lease = Rounds.start(
                "call-lease",
                RENEWAL,
                new Outage(LOG, "PostgreSQL", "the lease of this proxy and the calls of lost ones wait"),
                () -> lead(last));
    }

    /** Writes what waits, and gives the lease back, so that nobody waits for it to run out. */
    public void stop() {
        stopped = true;
        if (lease != null) {
            lease.close();
        }
        lock.lock();
        try {
            work.signalAll();
        } finally {
            lock.unlock();
        }
        Owner current = owner;
        try {
            if (writer != null && writer.join(FAREWELL) && current != null) {
                store.resign(current);
            }
        } catch (SQLException away) {
            LOG.infof("The lease is not given back and runs out by itself: %s", away.getMessage());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    public void keep(Checkpoint checkpoint) {
        lock.lock();
        try {
            changed.put(checkpoint.callId(), checkpoint);
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The call's last fact is recorded. */
    public void forget(String callId) {
        lock.lock();
        try {
            changed.remove(callId);
            if (stored.contains(callId)) {
                ending.add(callId);
                work.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void writeForEver() {
        try {
            while (awaitWork()) {
                if (!stopped) {
                    Thread.sleep(GATHERING);
                }
                Batch batch = take();
                if (batch.isEmpty() && stopped) {
                    Thread.sleep(GATHERING);
                }
                if (!batch.isEmpty() && !written(batch)) {
                    putBack(batch);
                    if (stopped) {
                        return;
                    }
                    Thread.sleep(PAUSE_AFTER_FAILURE);
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** False only when the process stops and nothing is left. */
    private boolean awaitWork() throws InterruptedException {
        lock.lock();
        try {
            while (isIdle() && !stopped) {
                work.await();
            }
            return !isIdle();
        } finally {
            lock.unlock();
        }
    }

    private boolean isIdle() {
        return changed.isEmpty() && ended.isEmpty() && ending.isEmpty() && awaited.isEmpty();
    }

    private record Batch(Map<String, Checkpoint> changed, Set<String> ended) {
        boolean isEmpty() {
            return changed.isEmpty() && ended.isEmpty();
        }
    }

    private Batch take() {
        lock.lock();
        try {
            if (told.getAsBoolean()) {
                ended.addAll(awaited);
                awaited = ending;
                ending = new HashSet<>();
                told = facts.get();
            }
            Batch batch = new Batch(changed, ended);
            changed = new LinkedHashMap<>();
            ended = new HashSet<>();
            stored.addAll(batch.changed().keySet());
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private boolean written(Batch batch) {
        Owner current = owner;
        if (current == null) {
            return false;
        }
        try {
            store.write(current, batch.changed().values(), batch.ended());
        } catch (SQLException away) {
            LOG.debugf("Checkpoints wait: %s", away.getMessage());
            return false;
        } catch (RuntimeException bug) {
            LOG.error("Checkpoints cannot be written", bug);
            return false;
        }
        lock.lock();
        try {
            stored.removeAll(batch.ended());
        } finally {
            lock.unlock();
        }
        return true;
    }

    /** What has changed since counts more than what could not be written. */
    private void putBack(Batch batch) {
        lock.lock();
        try {
            batch.changed().putAll(changed);
            ended.addAll(batch.ended());
            ended.forEach(batch.changed()::remove);
            ending.forEach(batch.changed()::remove);
            awaited.forEach(batch.changed()::remove);
            changed = batch.changed();
        } finally {
            lock.unlock();
        }
    }

    private void lead(Function<Checkpoint, Fact> last) throws SQLException {
        CheckpointStore.Closed closed;
        do {
            // Each time: to close thousands may take longer than a lease lasts.
            renew();
            closed = store.closeOrphans(last);
            if (closed.calls() > 0) {
                LOG.warnf("%d calls of lost proxies are closed", closed.calls());
            }
        } while (closed.more() && !stopped);
    }

    private void renew() throws SQLException {
        Owner current = owner;
        if (current == null || !store.renew(current, LEASE)) {
            if (current != null) {
                LOG.warnf(
                        "This proxy was taken to be lost; its calls of epoch %d are closed in the records",
                        current.epoch());
            }
            owner = store.begin(instance, LEASE);
        }
    }
}
