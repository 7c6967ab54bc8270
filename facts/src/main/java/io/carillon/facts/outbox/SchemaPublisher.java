package io.carillon.facts.outbox;

import io.carillon.facts.Outage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Empties the outbox of one schema into Kafka: read in order, send, wait for the acknowledgements, delete what was
 * sent, set aside what Kafka will never take. One of all replicas does it at a time; the others ask for the lock now and then. Owns one virtual thread and,
 * while PostgreSQL is there, one connection.
 */
final class SchemaPublisher implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SchemaPublisher.class);
    /** Rows read at once: bounds memory, and amortises the round trips at thousands of facts a second. */
    static final int BATCH = 500;

    /** A round that sent so many was one of many calls. */
    private static final int MANY = 20;

    /**
     * How often is looked what there is to publish (docs/adr/0027).
     *
     * @param soon from what this process wrote to the look at it: its commit takes a moment
     * @param busy the same after a look that found many: what is found is sent together, for each round costs a read, a delete
     *     and a request to Kafka, however many
     * @param after a look that found something
     * @param lazy each look that finds nothing makes the next one later, up to this: several outboxes are looked at all
     *     day. What another process wrote waits for so long
     */
    record Pace(Duration soon, Duration busy, Duration after, Duration lazy) {
        static final Pace USUAL =
                new Pace(Duration.ofMillis(50), Duration.ofMillis(400), Duration.ofMillis(100), Duration.ofMillis(500));

        private Duration later(Duration pause) {
            Duration doubled = pause.multipliedBy(2);
            return doubled.compareTo(lazy) > 0 ? lazy : doubled;
        }
    }

    private static final Duration LOCK_POLL = Duration.ofSeconds(3);
    static final Duration RECONNECT = Duration.ofMillis(500);
    private static final Duration MEASURE = Duration.ofSeconds(5);
    /** The shutdown of a service is bounded; a broker that is away must not stretch it. */
    private static final Duration LAST_ROUND = Duration.ofMillis(1500);

    private static final Duration STOP = Duration.ofSeconds(1);

    private final Pace pace;
    private final String schema;
    private final DataSource database;
    private final KafkaSender sender;
    private final OutboxLag lag;
    private final Outage outage;
    private final Thread thread;
    /** Some while there is a reason not to wait for the next look. */
    private final Semaphore wake = new Semaphore(0);

    private final Runnable written = this::wake;
    private volatile boolean closing;
    private long nextMeasure;

    private SchemaPublisher(Pace pace, String schema, DataSource database, KafkaSender sender, OutboxLag lag) {
        this.pace = pace;
        this.schema = schema;
        this.database = database;
        this.sender = sender;
        this.lag = lag;
        this.outage = new Outage(LOG, "PostgreSQL", "the outbox of " + schema + " is not published");
        this.thread = Thread.ofVirtual().name("outbox-" + schema).unstarted(this::run);
    }

    static SchemaPublisher start(Pace pace, String schema, DataSource database, KafkaSender sender, OutboxLag lag) {
        SchemaPublisher publisher = new SchemaPublisher(pace, schema, database, sender, lag);
        publisher.thread.start();
        return publisher;
    }

    private void run() {
        try {
            while (!closing) {
                session();
                boolean _ = wokenWithin(RECONNECT);
            }
        } catch (InterruptedException stopping) {
            LOG.debugf("the outbox of %s is no longer published from here", schema);
        }
    }

    /** Publishes as long as the connection lives. */
    private void session() throws InterruptedException {
        try (OutboxReader outbox = OutboxReader.open(database, schema, BATCH)) {
            outage.off();
            while (!outbox.tryLock()) {
                measure(outbox);
                boolean _ = wokenWithin(LOCK_POLL);
                if (closing) {
                    return;
                }
            }
            LOG.debugf("the outbox of %s is published from here", schema);
            Outbox.of(schema).onWrite(written);
            publishUntilClosed(outbox);
        } catch (SQLException away) {
            lag.unknown();
            // An interrupt closes the socket a virtual thread waits on; that is our own doing.
            if (!Thread.currentThread().isInterrupted()) {
                outage.on(String.valueOf(away.getMessage()));
            }
        } catch (RuntimeException bug) {
            LOG.errorf(bug, "the outbox of %s could not be published", schema);
        } finally {
            Outbox.of(schema).notOnWrite(written);
            // What was written meanwhile is no reason to try again at once.
            wake.drainPermits();
        }
    }

    private void publishUntilClosed(OutboxReader outbox) throws SQLException, InterruptedException {
        Duration pause = pace.after();
        while (true) {
            // Looked at before the round: what was written before the close still goes out.
            boolean last = closing;
            int sent = publish(outbox);
            measure(outbox);
            pause = sent > 0 ? pace.after() : pace.later(pause);
            if (sent < BATCH) {
                if (last) {
                    return;
                }
                if (wokenWithin(pause) && !closing) {
                    Thread.sleep(sent < MANY ? pace.soon() : pace.busy());
                    pause = pace.soon();
                }
            }
        }
    }

    /**
     * Ends at once when this is closed, or something was written from here.
     *
     * @return false if the time is over
     */
    private boolean wokenWithin(Duration time) throws InterruptedException {
        return !closing && wake.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void wake() {
        if (wake.availablePermits() == 0) {
            wake.release();
        }
    }

    private int publish(OutboxReader outbox) throws SQLException, InterruptedException {
        List<Waiting> facts = outbox.read();
        if (!facts.isEmpty()) {
            List<Refused> refused = sender.send(facts);
            if (!refused.isEmpty()) {
                outbox.setAside(refused);
            }
            outbox.delete(facts);
        }
        return facts.size();
    }

    private void measure(OutboxReader outbox) throws SQLException {
        long now = System.nanoTime();
        if (now - nextMeasure >= 0) {
            lag.is(outbox.lag());
            nextMeasure = now + MEASURE.toNanos();
        }
    }

    /** Asks it to send what is there and end; {@link #close} waits for that. */
    void finish() {
        closing = true;
        wake();
    }

    /** Facts cut off between Kafka's acknowledgement and their deletion would be sent twice, so that they have some time. */
    @Override
    public void close() {
        finish();
        try {
            if (thread.join(LAST_ROUND)) {
                return;
            }
            thread.interrupt();
            if (!thread.join(STOP)) {
                LOG.warnf("the publisher of %s did not stop in time", schema);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
