package io.carillon.voicemail.message;

import io.carillon.facts.Outage;
import io.carillon.facts.Rounds;
import io.carillon.voicemail.mailbox.Mailbox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Tells whose messages were changed, by whichever replica. Each look asks for what was changed by transactions that the last
 * look could not see for certain: those from the oldest one on that was under way then. So none is missed, however late it
 * commits, and what was told is not told again. No session is held in PostgreSQL, and a pooler in between does no harm.
 *
 * <p>Owns a virtual thread once it is started; {@link #look} is for that thread alone.
 */
final class ChangeWatch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ChangeWatch.class);
    /** A lamp is to follow within 500 ms. */
    private static final Duration PAUSE = Duration.ofMillis(300);

    private static final String HORIZON = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text";
    /** One statement is one snapshot: the horizon belongs to the rows. */
    private static final String CHANGES = """
            SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS horizon, context, number, transaction::text
              FROM (VALUES (0)) AS one LEFT JOIN voicemail.mailbox_change ON transaction >= CAST(?::text AS xid8)""";

    private final DataSource database;
    private final Consumer<Mailbox.Key> listener;
    private Optional<String> horizon = Optional.empty();
    private Map<Mailbox.Key, String> seen = Map.of();
    private volatile Optional<Rounds> rounds = Optional.empty();

    ChangeWatch(DataSource database, Consumer<Mailbox.Key> listener) {
        this.database = database;
        this.listener = listener;
    }

    /** What changes from now on is told. */
    void start() {
        Outage outage = new Outage(LOG, "PostgreSQL", "no change of a mailbox is told until it is back");
        rounds = Optional.of(Rounds.start("voicemail-changes", PAUSE, outage, this::look));
    }

    /** The first look finds nothing; each other one what was committed since the one before. */
    void look() throws SQLException {
        Map<Mailbox.Key, String> found = new HashMap<>();
        try (Connection connection = database.getConnection()) {
            if (horizon.isEmpty()) {
                horizon = Optional.of(horizon(connection));
                return;
            }
            try (PreparedStatement statement = connection.prepareStatement(CHANGES)) {
                statement.setString(1, horizon.get());
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        horizon = Optional.of(rows.getString("horizon"));
                        if (rows.getString("context") != null) {
                            found.put(
                                    new Mailbox.Key(rows.getString("context"), rows.getString("number")),
                                    rows.getString("transaction"));
                        }
                    }
                }
            }
        }
        Map<Mailbox.Key, String> before = seen;
        seen = found;
        found.forEach((box, transaction) -> {
            if (!transaction.equals(before.get(box))) {
                listener.accept(box);
            }
        });
    }

    private static String horizon(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HORIZON);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() {
        rounds.ifPresent(Rounds::close);
    }
}
