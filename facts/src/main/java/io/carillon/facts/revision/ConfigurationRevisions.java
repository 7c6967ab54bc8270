package io.carillon.facts.revision;

import io.carillon.facts.ConfigurationFact.ConfigurationChanged;
import io.carillon.facts.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Revisions of configuration files in the schema {@code configuration}. The service that owns a file validates it,
 * takes its secrets out and commits it here; every replica of every service that needs it follows with {@link #watch}.
 * Thread-safe; all methods but {@code watch} block on the database.
 */
@ApplicationScoped
public class ConfigurationRevisions {
    /** Enough to see who changed what, and for calls that keep the revision they began with. */
    private static final int KEPT = 100;

    private static final Outbox OUTBOX = Outbox.of("configuration");
    private static final String TURN = "SELECT pg_advisory_xact_lock(hashtextextended('carillon.revision.' || ?, 0))";
    private static final String COLUMNS = "SELECT file, number, sources, sha256, committed_at, committed_by FROM"
            + " configuration.revision WHERE file = ? ";
    private static final String LATEST = COLUMNS + "ORDER BY number DESC LIMIT 1";
    private static final String NUMBERED = COLUMNS + "AND number = ?";
    private static final String NEWEST = "SELECT max(number) FROM configuration.revision WHERE file = ?";
    private static final String INSERT = "INSERT INTO configuration.revision"
            + " (file, number, sources, sha256, committed_at, committed_by) VALUES (?, ?, ?::jsonb, ?, ?, ?)";
    private static final String FORGET = "DELETE FROM configuration.revision WHERE file = ? AND number <= ?";

    private final DataSource database;
    private final String instance;

    @Inject
    ConfigurationRevisions(DataSource database, @ConfigProperty(name = "carillon.instance") String instance) {
        this.database = database;
        this.instance = instance;
    }

    /** Commits in a transaction of its own; see {@link #commit(Connection, String, Map)}. */
    public long commit(String file, Map<String, String> sources) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                long number = commit(connection, file, sources);
                connection.commit();
                return number;
            } catch (SQLException failed) {
                connection.rollback();
                throw failed;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    /**
     * Makes the sources the file's newest revision, in the caller's transaction, and tells it as a
     * {@link ConfigurationChanged}. Replicas that commit the same at once take turns until their transactions end, and
     * all but the first find it done.
     *
     * @param sources path to text, in the order they were read, secrets taken out
     * @return the new revision's number; the current one if the sources are what it says
     */
    public long commit(Connection connection, String file, Map<String, String> sources) throws SQLException {
        try (PreparedStatement turn = connection.prepareStatement(TURN)) {
            turn.setString(1, file);
            turn.execute();
        }
        Optional<Revision> current = latest(connection, file);
        String sha256 = SourceJson.sha256(sources);
        if (current.isPresent() && current.get().sha256().equals(sha256)) {
            return current.get().number();
        }
        Revision next = new Revision(
                file,
                current.map(Revision::number).orElse(0L) + 1,
                sources,
                sha256,
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                instance);
        insert(connection, next);
        OUTBOX.write(
                connection,
                List.of(new ConfigurationChanged(next.committedAt(), file, next.number(), sha256, instance)));
        return next.number();
    }

    private static void insert(Connection connection, Revision revision) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT);
                PreparedStatement forget = connection.prepareStatement(FORGET)) {
            insert.setString(1, revision.file());
            insert.setLong(2, revision.number());
            insert.setString(3, SourceJson.write(revision.sources()));
            insert.setString(4, revision.sha256());
            insert.setObject(5, revision.committedAt().atOffset(ZoneOffset.UTC));
            insert.setString(6, revision.committedBy());
            insert.executeUpdate();
            forget.setString(1, revision.file());
            forget.setLong(2, revision.number() - KEPT);
            forget.executeUpdate();
        }
    }

    /** Returns the newest revision of a file. */
    public Optional<Revision> latest(String file) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return latest(connection, file);
        }
    }

    /** Returns a certain revision of a file, unless it is unknown or among those forgotten. */
    public Optional<Revision> revision(String file, long number) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(NUMBERED)) {
            statement.setString(1, file);
            statement.setLong(2, number);
            return read(statement);
        }
    }

    /** Returns the number of the newest revision. */
    OptionalLong newest(String file) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(NEWEST)) {
            statement.setString(1, file);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                long number = rows.getLong(1);
                return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
            }
        }
    }

    /**
     * Follows a file: tells its newest revision, if there is one, and from then on each that becomes the newest, within
     * a second or two (a poll: nothing depends on Kafka). Revisions that were overtaken are not told. While PostgreSQL
     * is away nothing is told.
     *
     * @param listener called on a virtual thread of the watch, one call at a time
     */
    public RevisionWatch watch(String file, Consumer<Revision> listener) {
        return new RevisionWatch(this, file, listener);
    }

    private static Optional<Revision> latest(Connection connection, String file) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LATEST)) {
            statement.setString(1, file);
            return read(statement);
        }
    }

    private static Optional<Revision> read(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            return Optional.of(new Revision(
                    row.getString(1),
                    row.getLong(2),
                    SourceJson.read(row.getString(3)),
                    row.getString(4),
                    row.getObject(5, OffsetDateTime.class).toInstant(),
                    row.getString(6)));
        }
    }
}
