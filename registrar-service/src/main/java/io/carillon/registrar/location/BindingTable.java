package io.carillon.registrar.location;

import io.carillon.registrar.location.Edits.Row;
import io.carillon.registrar.registration.AddressOfRecord;
import io.carillon.registrar.registration.Binding;
import io.carillon.registrar.registration.ContactUri;
import io.carillon.registrar.registration.FlowId;
import io.carillon.registrar.registration.Source;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The statements on {@code location.binding}: one of each kind a batch, its rows in arrays. Path travels as one text
 * with a line a URI, because an array of arrays cannot have rows of different lengths.
 */
final class BindingTable {
    private static final String COLUMNS = "aor, slot, contact, instance_id, reg_id, call_id, cseq, path, q, user_agent,"
            + " source_address, source_port, transport, registered_at, refreshed_at, expires_at";

    /** The locks come first and in a statement of their own: the rows must be read as they are once we hold them. */
    private static final String LOCK_AND_READ =
            "SELECT FROM unnest(?::text[]) AS waiting (aor) WHERE pg_advisory_xact_lock(hashtextextended(aor, 0)) IS NULL;"
                    + " SELECT clock_timestamp();"
                    + " SELECT " + COLUMNS + " FROM location.binding WHERE aor = ANY (?::text[]) ORDER BY aor, slot";

    private static final String DELETE = "DELETE FROM location.binding AS b"
            + " USING unnest(?::text[], ?::bigint[]) AS row (aor, slot)"
            + " WHERE b.aor = row.aor AND b.slot = row.slot::smallint";

    private static final String REFRESH = "UPDATE location.binding AS b"
            + " SET call_id = row.call_id, cseq = row.cseq, refreshed_at = " + time("row.refreshed")
            + ", expires_at = " + time("row.expires")
            + " FROM unnest(?::text[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])"
            + " AS row (aor, slot, call_id, cseq, refreshed, expires)"
            + " WHERE b.aor = row.aor AND b.slot = row.slot::smallint";

    private static final String ROWS = " FROM unnest(?::text[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[],"
            + " ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::bigint[], ?::text[], ?::text[],"
            + " ?::bigint[], ?::text[], ?::bigint[])"
            + " AS row (aor, slot, call_id, cseq, refreshed, expires, contact, instance_id, reg_id, path, q,"
            + " user_agent, source_address, source_port, transport, registered)";

    private static final String VALUES = "row.aor, row.slot, row.contact, row.instance_id, row.reg_id, row.call_id,"
            + " row.cseq, string_to_array(row.path, E'\\n'), row.q, row.user_agent, row.source_address,"
            + " row.source_port, row.transport, " + time("row.registered") + ", " + time("row.refreshed") + ", "
            + time("row.expires");

    private static final String INSERT = "INSERT INTO location.binding (" + COLUMNS + ") SELECT " + VALUES + ROWS;

    private static final String CHANGE = "UPDATE location.binding AS b SET (" + COLUMNS + ") = ROW(" + VALUES + ")"
            + ROWS + " WHERE b.aor = row.aor AND b.slot = row.slot::smallint";

    private static final String ALL_OF =
            "SELECT " + COLUMNS + " FROM location.binding WHERE aor = ? AND expires_at > now() ORDER BY slot";

    private BindingTable() {}

    /**
     * The stored bindings of some addresses-of-record, which belong to this transaction from now on.
     *
     * @param now the database's clock: one for all replicas
     */
    record Stored(Instant now, Map<AddressOfRecord, List<Binding>> bindings) {
        List<Binding> of(AddressOfRecord aor) {
            return bindings.getOrDefault(aor, List.of());
        }
    }

    /** Waits for the addresses-of-record, in the order given, and reads their rows, expired ones among them. */
    static Stored lock(Connection connection, Collection<AddressOfRecord> aors) throws SQLException {
        String[] names = aors.stream().map(AddressOfRecord::account).toArray(String[]::new);
        try (PreparedStatement statement = connection.prepareStatement(LOCK_AND_READ)) {
            statement.setObject(1, names);
            statement.setObject(2, names);
            statement.execute();
            Instant now = clock(next(statement));
            Map<AddressOfRecord, List<Binding>> bindings = HashMap.newHashMap(names.length);
            ResultSet rows = next(statement);
            while (rows.next()) {
                bindings.computeIfAbsent(new AddressOfRecord(rows.getString(1)), _ -> new ArrayList<>())
                        .add(binding(rows));
            }
            return new Stored(now, bindings);
        }
    }

    static void write(Connection connection, Edits edits) throws SQLException {
        execute(connection, DELETE, edits.deleted(), BindingTable::key);
        execute(connection, REFRESH, edits.refreshed(), BindingTable::refresh);
        execute(connection, CHANGE, edits.changed(), BindingTable::whole);
        execute(connection, INSERT, edits.inserted(), BindingTable::whole);
    }

    /** The living bindings of one address-of-record, without a lock. */
    static List<Binding> read(Connection connection, AddressOfRecord aor) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ALL_OF)) {
            statement.setString(1, aor.account());
            List<Binding> bindings = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    bindings.add(binding(rows));
                }
            }
            return bindings;
        }
    }

    private static ResultSet next(PreparedStatement statement) throws SQLException {
        if (!statement.getMoreResults()) {
            throw new SQLException("the location database answered fewer results than it was asked for");
        }
        return statement.getResultSet();
    }

    private static Instant clock(ResultSet rows) throws SQLException {
        rows.next();
        return rows.getObject(1, OffsetDateTime.class).toInstant();
    }

    private static Binding binding(ResultSet row) throws SQLException {
        String instance = row.getString(4);
        int q = row.getInt(9);
        OptionalInt preference = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(q);
        return new Binding(
                row.getInt(2),
                new ContactUri(row.getString(3)),
                instance == null ? Optional.empty() : Optional.of(new FlowId(instance, row.getInt(5))),
                row.getString(6),
                row.getLong(7),
                List.of((String[]) row.getArray(8).getArray()),
                preference,
                Optional.ofNullable(row.getString(10)),
                new Source(row.getString(11), row.getInt(12), row.getString(13)),
                row.getObject(14, OffsetDateTime.class).toInstant(),
                row.getObject(15, OffsetDateTime.class).toInstant(),
                row.getObject(16, OffsetDateTime.class).toInstant());
    }

    /** Fills a statement's parameters from rows and returns how many it filled. */
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

    private static void key(PreparedStatement statement, List<Row> rows) throws SQLException {
        statement.setObject(1, texts(rows, row -> row.aor().account()));
        statement.setObject(2, numbers(rows, row -> row.binding().slot()));
    }

    private static void refresh(PreparedStatement statement, List<Row> rows) throws SQLException {
        key(statement, rows);
        statement.setObject(3, texts(rows, row -> row.binding().callId()));
        statement.setObject(4, numbers(rows, row -> row.binding().cseq()));
        statement.setObject(5, numbers(rows, row -> micros(row.binding().refreshed())));
        statement.setObject(6, numbers(rows, row -> micros(row.binding().expires())));
    }

    private static void whole(PreparedStatement statement, List<Row> rows) throws SQLException {
        refresh(statement, rows);
        statement.setObject(7, texts(rows, row -> row.binding().contact().text()));
        statement.setObject(
                8, texts(rows, row -> row.binding().flow().map(FlowId::instance).orElse(null)));
        statement.setObject(
                9,
                optionals(
                        rows,
                        row -> row.binding()
                                .flow()
                                .map(flow -> (long) flow.regId())
                                .orElse(null)));
        statement.setObject(
                10, texts(rows, row -> String.join("\n", row.binding().path())));
        statement.setObject(11, optionals(rows, row -> preference(row.binding().q())));
        statement.setObject(12, texts(rows, row -> row.binding().userAgent().orElse(null)));
        statement.setObject(13, texts(rows, row -> row.binding().source().address()));
        statement.setObject(14, numbers(rows, row -> row.binding().source().port()));
        statement.setObject(15, texts(rows, row -> row.binding().source().transport()));
        statement.setObject(16, numbers(rows, row -> micros(row.binding().registered())));
    }

    private static String time(String micros) {
        return "timestamptz 'epoch' + " + micros + " * interval '1 microsecond'";
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private static @Nullable Long preference(OptionalInt q) {
        return q.isPresent() ? (long) q.getAsInt() : null;
    }

    private static @Nullable String[] texts(List<Row> rows, Function<Row, @Nullable String> column) {
        @Nullable String[] texts = new String[rows.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = column.apply(rows.get(i));
        }
        return texts;
    }

    private static long[] numbers(List<Row> rows, ToLongFunction<Row> column) {
        return rows.stream().mapToLong(column).toArray();
    }

    private static @Nullable Long[] optionals(List<Row> rows, Function<Row, @Nullable Long> column) {
        @Nullable Long[] numbers = new Long[rows.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = column.apply(rows.get(i));
        }
        return numbers;
    }
}
