package io.carillon.registrar.location;

import io.carillon.facts.Outage;
import io.carillon.facts.RegistrationFact.Removal;
import io.carillon.facts.Rounds;
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
 * everything else: where replicas find the same, the first takes it away and the others find nothing left.
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
    private final Rounds rounds;

    private BindingSweep(LocationDatabase database, BindingCommitter committer, LongConsumer counted) {
        this.database = database;
        this.committer = committer;
        this.counted = counted;
        Outage outage = new Outage(LOG, "PostgreSQL", "expired bindings are not taken away");
        this.rounds = Rounds.start("binding-sweep", PAUSE, outage, this::round);
    }

    /** @param counted told after each round how many bindings there are */
    public static BindingSweep start(LocationDatabase database, BindingCommitter committer, LongConsumer counted) {
        return new BindingSweep(database, committer, counted);
    }

    /** Takes bindings away whose accounts are gone. Blocks. */
    public void removeStrays() throws SQLException, InterruptedException {
        submit(database.strays(LIMIT), BindingSweep::remove);
    }

    private static BindingCommand remove(AddressOfRecord aor) {
        return new BindingCommand.Remove(aor, Optional.empty(), Removal.ACCOUNT_REMOVED);
    }

    private void round() throws SQLException, InterruptedException {
        List<AddressOfRecord> expired;
        do {
            expired = database.expired(LIMIT);
            submit(expired, BindingCommand.Expire::new);
        } while (expired.size() == LIMIT && !committer.isUnavailable());
        counted.accept(database.count());
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
        rounds.close();
    }
}
