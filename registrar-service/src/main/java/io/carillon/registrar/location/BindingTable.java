package io.carillon.registrar.location;

import io.carillon.registrar.location.Edits.Row;
import io.carillon.registrar.registration.AddressOfRecord;
import io.carillon.registrar.registration.Binding;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The statements on {@code location.binding}: one of each kind a batch, its rows in arrays. */
final class BindingTable {

    /**
     * Refreshes in place what stands under the same contact and flow with a lower CSeq, and reads all bindings of the
     * addresses-of-record as they were before. The microseconds of {@code expires_at} are counted from now here.
     */
    private static final String REFRESH = "WITH row AS MATERIALIZED (SELECT * FROM " + BindingColumns.ROWS + "),"
            + " refreshed AS (UPDATE location.binding AS b SET call_id = row.call_id, cseq = row.cseq,"
            + " path = string_to_array(row.path, E'\\n'), q = row.q, user_agent = row.user_agent,"
            + " source_address = row.source_address, source_port = row.source_port, transport = row.transport,"
            + " refreshed_at = now(), expires_at = now() + row.expires_at * interval '1 microsecond'"
            + " FROM row WHERE b.aor = row.aor AND b.contact = row.contact"
            + " AND b.instance_id IS NOT DISTINCT FROM row.instance_id AND b.reg_id IS NOT DISTINCT FROM row.reg_id"
            + " AND b.expires_at > now() AND (b.call_id <> row.call_id OR b.cseq < row.cseq)"
            + " RETURNING b.aor, b.slot)"
            + " SELECT " + BindingColumns.NAMES + ", now(), false FROM location.binding WHERE aor = ANY (?::text[])"
            + " UNION ALL SELECT aor, slot, '', NULL, NULL, '', 0, ARRAY[]::text[], NULL, NULL, '', 0, '', now(), now(),"
            + " now(), now(), true FROM refreshed";

    /**
     * The locks come first and in a statement of their own: the rows must be read as they are once we hold them. The
     * rows are locked too, against a refresh in place, which takes no other lock.
     */
    private static final String LOCK_AND_READ = "SELECT FROM unnest(?::text[]) AS waiting (aor)"
            + " WHERE pg_advisory_xact_lock(hashtextextended(aor, 0)) IS NULL;"
            + " SELECT clock_timestamp();"
            + " SELECT " + BindingColumns.NAMES
            + " FROM location.binding WHERE aor = ANY (?::text[]) ORDER BY aor, slot FOR UPDATE";

    private static final String DELETE = "DELETE FROM location.binding AS b USING " + BindingColumns.KEYS
            + " WHERE b.aor = row.aor AND b.slot = row.slot::smallint";

    private static final String CHANGE = "UPDATE location.binding AS b SET (" + BindingColumns.NAMES + ") = ROW("
            + BindingColumns.VALUES + ") FROM " + BindingColumns.ROWS
            + " WHERE b.aor = row.aor AND b.slot = row.slot::smallint";

    private static final String INSERT = "INSERT INTO location.binding (" + BindingColumns.NAMES + ") SELECT "
            + BindingColumns.VALUES + " FROM " + BindingColumns.ROWS;

    private static final String READ = "SELECT " + BindingColumns.NAMES
            + " FROM location.binding WHERE aor = ? AND expires_at > now() ORDER BY slot";

    private static final String EXPIRED = "SELECT DISTINCT aor FROM location.binding WHERE expires_at <= now() LIMIT ?";

    private static final String STRAYS = "SELECT DISTINCT aor FROM location.binding AS b WHERE NOT EXISTS"
            + " (SELECT FROM location.account AS a WHERE a.name = b.aor AND a.type <> 'user') LIMIT ?";

    private static final String COUNT = "SELECT count(*) FROM location.binding WHERE expires_at > now()";

    private BindingTable() {}

    /**
     * The stored bindings of some addresses-of-record.
     *
     * @param now the database's clock: one for all replicas
     */
    record Stored(Instant now, Map<AddressOfRecord, List<Binding>> bindings) {
        List<Binding> of(AddressOfRecord aor) {
            return bindings.getOrDefault(aor, List.of());
        }
    }

    /** Told, in any order, what {@link #refresh} found and did. */
    interface Refreshing {
        /** A binding as it was before. */
        void found(AddressOfRecord aor, Binding before, Instant now);

        /** The binding in this slot was refreshed. */
        void refreshed(AddressOfRecord aor, int slot, Instant now);
    }

    /** Refreshes what can be refreshed in place; of each row, {@code expires} is how long after the epoch. */
    static void refresh(Connection connection, List<Row> rows, Refreshing told) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(REFRESH)) {
            BindingColumns.fill(statement, rows);
            statement.setObject(
                    17, rows.stream().map(row -> row.aor().account()).toArray(String[]::new));
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    AddressOfRecord aor = new AddressOfRecord(result.getString(1));
                    Instant now = BindingColumns.time(result, 17);
                    if (result.getBoolean(18)) {
                        told.refreshed(aor, result.getInt(2), now);
                    } else {
                        told.found(aor, BindingColumns.read(result), now);
                    }
                }
            }
        }
    }

    /**
     * Waits for the addresses-of-record, in the order given, and reads their rows, expired ones among them. They belong
     * to this transaction from now on.
     */
    static Stored lock(Connection connection, Collection<AddressOfRecord> aors) throws SQLException {
        String[] names = aors.stream().map(AddressOfRecord::account).toArray(String[]::new);
        try (PreparedStatement statement = connection.prepareStatement(LOCK_AND_READ)) {
            statement.setObject(1, names);
            statement.setObject(2, names);
            statement.execute();
            ResultSet clock = next(statement);
            clock.next();
            Instant now = BindingColumns.time(clock, 1);
            Map<AddressOfRecord, List<Binding>> bindings = HashMap.newHashMap(names.length);
            ResultSet rows = next(statement);
            while (rows.next()) {
                bindings.computeIfAbsent(new AddressOfRecord(rows.getString(1)), _ -> new ArrayList<>())
                        .add(BindingColumns.read(rows));
            }
            return new Stored(now, bindings);
        }
    }

    private static ResultSet next(PreparedStatement statement) throws SQLException {
        if (!statement.getMoreResults()) {
            throw new SQLException("the location database answered fewer results than it was asked for");
        }
        return statement.getResultSet();
    }

    static void write(Connection connection, Edits edits) throws SQLException {
        execute(connection, DELETE, edits.deleted(), BindingColumns::fillKeys);
        execute(connection, CHANGE, edits.changed(), BindingColumns::fill);
        execute(connection, INSERT, edits.inserted(), BindingColumns::fill);
    }

    @FunctionalInterface
    private interface Filling {
        void fill(PreparedStatement statement, List<Row> rows) throws SQLException;
    }

    private static void execute(Connection connection, String sql, List<Row> rows, Filling filling)
            throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            filling.fill(statement, rows);
            int done = statement.executeUpdate();
            if (done != rows.size()) {
                throw new SQLException("of " + rows.size() + " rows under our locks " + done + " were there: " + sql);
            }
        }
    }

    /** The living bindings of one address-of-record, without a lock. */
    static List<Binding> read(Connection connection, AddressOfRecord aor) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setString(1, aor.account());
            List<Binding> bindings = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    bindings.add(BindingColumns.read(rows));
                }
            }
            return bindings;
        }
    }

    static List<AddressOfRecord> expired(Connection connection, int limit) throws SQLException {
        return aors(connection, EXPIRED, limit);
    }

    static List<AddressOfRecord> strays(Connection connection, int limit) throws SQLException {
        return aors(connection, STRAYS, limit);
    }

    private static List<AddressOfRecord> aors(Connection connection, String query, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setInt(1, limit);
            List<AddressOfRecord> aors = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    aors.add(new AddressOfRecord(rows.getString(1)));
                }
            }
            return aors;
        }
    }

    static long count(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COUNT);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
