package io.carillon.facts.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A table or published view in memory, for those who ask it on a loop that must not wait. It is read again as a whole
 * whenever the generation that its owner counts has changed; what was read last serves while PostgreSQL is away.
 * {@link #find} may be called on any thread, {@link #refresh} on one that may block.
 *
 * @param <T> what a row is read into
 */
public final class ViewCopy<T> {
    private final DataSource database;
    private final String generationQuery;
    private final String rowsQuery;
    private final Row<T> row;
    private volatile Snapshot<T> snapshot = new Snapshot<>(-1, Map.of());

    private record Snapshot<T>(long generation, Map<String, T> rows) {}

    /** Reads one row. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * Makes a copy that is empty until the first refresh.
     *
     * @param generationQuery selects one number
     * @param rowsQuery selects the key as its first column
     */
    public ViewCopy(DataSource database, String generationQuery, String rowsQuery, Row<T> row) {
        this.database = database;
        this.generationQuery = generationQuery;
        this.rowsQuery = rowsQuery;
        this.row = row;
    }

    public Optional<T> find(String key) {
        return Optional.ofNullable(snapshot.rows().get(key));
    }

    /** Every row that was read last. */
    public Collection<T> values() {
        return Collections.unmodifiableCollection(snapshot.rows().values());
    }

    public int size() {
        return snapshot.rows().size();
    }

    /** Whether it was read at least once. */
    public boolean isLoaded() {
        return snapshot.generation() >= 0;
    }

    /**
     * Reads the rows if any has changed since they were read last.
     *
     * @return whether any had
     * @throws SQLException if PostgreSQL is away
     */
    public synchronized boolean refresh() throws SQLException {
        try (Connection connection = database.getConnection()) {
            // Read before the rows: a change in between is then seen once more and not missed.
            long generation = generation(connection);
            if (generation == snapshot.generation()) {
                return false;
            }
            snapshot = new Snapshot<>(generation, rows(connection));
            return true;
        }
    }

    private long generation(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(generationQuery);
                ResultSet answer = statement.executeQuery()) {
            return answer.next() ? answer.getLong(1) : 0;
        }
    }

    private Map<String, T> rows(Connection connection) throws SQLException {
        Map<String, T> rows = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(rowsQuery);
                ResultSet answer = statement.executeQuery()) {
            while (answer.next()) {
                rows.put(answer.getString(1), row.read(answer));
            }
        }
        return rows;
    }
}
