package io.carillon.voicemail.message;

import io.carillon.facts.Outage;
import io.carillon.facts.Rounds;
import io.carillon.voicemail.sound.SoundId;
import io.carillon.voicemail.sound.SoundTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Finishes recordings whose lease is over, and deletes messages that are too old. Every replica does so all the time; what one
 * has in hand the others pass over. Owns a virtual thread once it is started.
 */
final class RecordingSweep implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RecordingSweep.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** A turn, so that one transaction stays small. */
    private static final int MOST = 100;

    private static final Duration NEVER = Duration.ZERO;

    /** Without a round for so long, PostgreSQL or we were away, and relays may have had nobody to bring their chunks to. */
    private static final Duration ABSENCE = MessageStore.LEASE.dividedBy(2);

    private final StoreDatabase database;
    private final Delivery delivery;
    private final Duration retention;
    private final InstantSource clock;
    private final Consumer<Ending> told;
    /** The last {@link #patientRound}, and the first one since the last absence. Of their thread. */
    private Instant looked = Instant.MIN;

    private Instant back = Instant.MIN;

    /** What became of a recording that nobody finished. */
    enum Ending {
        /** It is a message. */
        RESCUED,
        /** Nobody had approved it, or nothing was heard. */
        LOST
    }

    /**
     * Makes it; {@link #round} may be called at once.
     *
     * @param retention how long messages are kept; zero: for ever
     */
    RecordingSweep(
            DataSource database, Delivery delivery, Duration retention, InstantSource clock, Consumer<Ending> told) {
        this.database = new StoreDatabase(database);
        this.delivery = delivery;
        this.retention = retention;
        this.clock = clock;
        this.told = told;
    }

    private volatile Optional<Rounds> rounds = Optional.empty();

    void start() {
        Outage outage = new Outage(LOG, "PostgreSQL", "recordings that were broken off wait");
        rounds = Optional.of(Rounds.start("voicemail-sweep", PAUSE, outage, this::patientRound));
    }

    /**
     * The same as {@link #round}, but after an absence whoever still records has the time of a lease to come back: its own has
     * ended meanwhile, and not because it is gone.
     */
    void patientRound() throws SQLException {
        boolean absent = looked.plus(ABSENCE).isBefore(clock.instant());
        round(!absent && !clock.instant().isBefore(back.plus(MessageStore.LEASE)));
        looked = clock.instant();
        back = absent ? looked : back;
    }

    /** Finishes what is abandoned now. */
    void round() throws SQLException {
        round(true);
    }

    private void round(boolean finishes) throws SQLException {
        try {
            List<SoundId> ids = database.reading(connection -> RecordingTable.abandoned(connection, MOST));
            if (finishes) {
                ids.forEach(this::finish);
            }
            if (!retention.equals(NEVER)) {
                deleteOld(clock.instant().minus(retention));
            }
        } catch (StoreAway away) {
            throw away.getCause() instanceof SQLException cause ? cause : new SQLException(away);
        }
    }

    private void finish(SoundId id) {
        Optional<Ending> ending = database.transaction(connection -> finish(connection, id));
        ending.ifPresent(told);
        ending.ifPresent(end -> LOG.infof("Recording %s was broken off: %s", id, end));
    }

    /** Nothing, if its maker has come back meanwhile. */
    private Optional<Ending> finish(Connection connection, SoundId id) throws SQLException {
        Optional<RecordingTable.Row> row = RecordingTable.lock(connection, id).filter(RecordingTable.Row::abandoned);
        if (row.isEmpty()) {
            return Optional.empty();
        }
        if (row.get().purpose() instanceof Purpose.Message
                && delivery.finish(connection, id) instanceof Finished.Left) {
            return Optional.of(Ending.RESCUED);
        }
        SoundTable.delete(connection, List.of(id));
        return Optional.of(Ending.LOST);
    }

    private void deleteOld(Instant before) {
        List<Message> old = database.reading(connection -> MessageTable.leftBefore(connection, before, MOST));
        old.forEach(message -> database.transaction(connection -> {
            Turn.take(connection, message.box());
            if (MessageTable.find(connection, message.box(), message.id()).isPresent()) {
                delivery.delete(connection, message);
            }
            return message;
        }));
    }

    @Override
    public void close() {
        rounds.ifPresent(Rounds::close);
    }
}
