package io.carillon.registrar.location;

import io.carillon.facts.Outage;
import io.carillon.facts.RegistrationFact.Removal;
import io.carillon.registrar.registration.AddressOfRecord;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jboss.logging.Logger;

/**
 * Takes away what has run out, every few seconds, and counts what is left. What it finds goes through the committer like
 * everything else: where replicas find the same, the first takes it away and the others find nothing left. Owns a virtual
 * thread.
 */
public final class BindingSweep implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(BindingSweep.class);
    /** How late BindingExpired may be; the published view hides what has run out at once. */
    private static final Duration PAUSE = Duration.ofSeconds(3);
    /** Addresses-of-record a turn: phones of a whole site may vanish at once, and REGISTERs must not wait for them. */
    private static final int LIMIT = 200;
    /** What is not answered by then is found again in the next round. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final LocationDatabase database;
    private final BindingCommitter committer;
    private final LongConsumer counted;
    private final Outage outage = new Outage(LOG, "PostgreSQL", "expired bindings are not taken away");
    private final Thread thread;

    private BindingSweep(LocationDatabase database, BindingCommitter committer, LongConsumer counted) {
        this.database = database;
        this.committer = committer;
        this.counted = counted;
        this.thread = Thread.ofVirtual().name("binding-sweep").unstarted(this::run);
    }

    /** @param counted told after each round how many bindings there are */
    public static BindingSweep start(LocationDatabase database, BindingCommitter committer, LongConsumer counted) {
        BindingSweep sweep = new BindingSweep(database, committer, counted);
        sweep.thread.start();
        return sweep;
    }

    /** Takes bindings away whose accounts are gone. Blocks. */
    public void removeStrays() throws SQLException, InterruptedException {
        submit(database.strays(LIMIT), BindingSweep::remove);
    }

    private static BindingCommand remove(AddressOfRecord aor) {
        return new BindingCommand.Remove(aor, Optional.empty(), Removal.ACCOUNT_REMOVED);
    }

    private void run() {
        try {
            while (true) {
                round();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException closed) {
            LOG.debug("bindings are no longer swept");
        }
    }

    private void round() throws InterruptedException {
        try {
            List<AddressOfRecord> expired;
            do {
                expired = database.expired(LIMIT);
                submit(expired, BindingCommand.Expire::new);
            } while (expired.size() == LIMIT && !committer.isUnavailable());
            counted.accept(database.count());
            outage.off();
        } catch (SQLException away) {
            if (!Thread.currentThread().isInterrupted()) {
                outage.on(String.valueOf(away.getMessage()));
            }
        }
    }

    private void submit(List<AddressOfRecord> aors, Function<AddressOfRecord, BindingCommand> command)
            throws InterruptedException {
        CountDownLatch answered = new CountDownLatch(aors.size());
        for (AddressOfRecord aor : aors) {
            committer.submit(command.apply(aor), _ -> answered.countDown());
        }
        if (!answered.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warnf("%d bindings were not taken away in time", answered.getCount());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
