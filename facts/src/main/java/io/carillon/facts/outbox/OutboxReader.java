package io.carillon.facts.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * The publisher's side of one outbox, on one connection: only the session that holds the schema's advisory lock
 * publishes, and it reads on that very session, so that losing the lock is losing the sight of the table. For one
 * thread.
 */
final class OutboxReader implements AutoCloseable {
    /** A database host that vanished without a word is given up after that. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Facts set aside that are kept: enough to see what is wrong, and to send again after a topic was forbidden. */
    static final int MOST_REFUSED = 10_000;

    private final Connection connection;
    private final int patienceBefore;
    private final PreparedStatement lock;
    private final PreparedStatement read;
    private final PreparedStatement delete;
    private final PreparedStatement setAside;
    private final PreparedStatement forget;
    private final PreparedStatement measure;

    /** What waits in the outbox. */
    record Lag(long rows, Duration age) {}

    private OutboxReader(Connection connection, String schema, int batch) throws SQLException {
        this.connection = connection;
        this.patienceBefore = connection.getNetworkTimeout();
        connection.setAutoCommit(true);
        connection.setNetworkTimeout(Runnable::run, (int) PATIENCE.toMillis());
        try (Statement session = connection.createStatement()) {
            // A deletion lost in a crash sends facts twice, under their ids; waiting for the disk would cost each
            // batch.
            session.execute("SET synchronous_commit = off");
        }
        this.lock = connection.prepareStatement(
                "SELECT pg_try_advisory_lock(hashtextextended('carillon.outbox." + schema + "', 0))");
        this.read = connection.prepareStatement(
                "SELECT position, id, topic, key, event FROM " + schema + ".outbox ORDER BY position LIMIT " + batch);
        this.delete = connection.prepareStatement("DELETE FROM " + schema + ".outbox WHERE position = ANY (?)");
        this.setAside = connection.prepareStatement("WITH gone AS (DELETE FROM " + schema + ".outbox AS fact"
                + " USING unnest(?::bigint[], ?::text[]) AS refused (position, error)"
                + " WHERE fact.position = refused.position RETURNING fact.*, refused.error)"
                + " INSERT INTO " + schema + ".outbox_refused (position, id, topic, key, event, written, error)"
                + " SELECT position, id, topic, key, event, written, error FROM gone");
        this.forget = connection.prepareStatement("DELETE FROM " + schema + ".outbox_refused WHERE position <= (SELECT"
                + " position FROM " + schema + ".outbox_refused ORDER BY position DESC OFFSET " + MOST_REFUSED
                + " LIMIT 1)");
        this.measure = connection.prepareStatement(
                "SELECT count(*), coalesce(extract(epoch FROM now() - min(written)), 0) FROM " + schema + ".outbox");
    }

    /**
     * Takes a connection for itself.
     *
     * @param batch how many rows are read at once
     */
    static OutboxReader open(DataSource database, String schema, int batch) throws SQLException {
        Connection connection = database.getConnection();
        try {
            return new OutboxReader(connection, schema, batch);
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    /** Tries to become the schema's one publisher, until the connection is closed. */
    boolean tryLock() throws SQLException {
        try (ResultSet answer = lock.executeQuery()) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    /** Returns the oldest rows, in order. A row may appear before one that was read earlier: commits overtake. */
    List<Waiting> read() throws SQLException {
        try (ResultSet rows = read.executeQuery()) {
            List<Waiting> waiting = new ArrayList<>();
            while (rows.next()) {
                waiting.add(new Waiting(
                        rows.getLong(1), rows.getString(2), rows.getString(3), rows.getString(4), rows.getString(5)));
            }
            return waiting;
        }
    }

    /** Deletes exactly these rows. */
    void delete(List<Waiting> sent) throws SQLException {
        Long[] positions = sent.stream().map(Waiting::position).toArray(Long[]::new);
        delete.setArray(1, connection.createArrayOf("bigint", positions));
        delete.executeUpdate();
    }

    /** Moves exactly these rows out of the way. The oldest of too many are forgotten. */
    void setAside(List<Refused> refused) throws SQLException {
        Object[] positions = refused.stream().map(one -> one.fact().position()).toArray();
        Object[] errors = refused.stream().map(Refused::error).toArray();
        setAside.setArray(1, connection.createArrayOf("bigint", positions));
        setAside.setArray(2, connection.createArrayOf("text", errors));
        setAside.executeUpdate();
        forget.executeUpdate();
    }

    Lag lag() throws SQLException {
        try (ResultSet answer = measure.executeQuery()) {
            answer.next();
            return new Lag(answer.getLong(1), Duration.ofMillis(Math.round(answer.getDouble(2) * 1000)));
        }
    }

    /** Gives the connection back as it was taken, the lock released. */
    @Override
    public void close() throws SQLException {
        try (connection;
                Statement session = connection.createStatement()) {
            session.execute("SELECT pg_advisory_unlock_all()");
            session.execute("RESET synchronous_commit");
            connection.setNetworkTimeout(Runnable::run, patienceBefore);
        }
    }
}
