package io.carillon.registrar.location;

import io.carillon.registrar.location.Edits.Row;
import io.carillon.registrar.registration.Binding;
import io.carillon.registrar.registration.ContactUri;
import io.carillon.registrar.registration.FlowId;
import io.carillon.registrar.registration.Source;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A binding as the columns of a row, and many bindings as one array a column. Path travels as one text with a line a
 * URI, because an array of arrays cannot have rows of different lengths; times travel in microseconds since 1970.
 */
final class BindingColumns {
    static final String NAMES = "aor, slot, contact, instance_id, reg_id, call_id, cseq, path, q, user_agent,"
            + " source_address, source_port, transport, registered_at, refreshed_at, expires_at";

    /** The key's two arrays as a table. */
    static final String KEYS = "unnest(?::text[], ?::bigint[]) AS row (aor, slot)";

    /** All arrays as a table; {@link #VALUES} are its columns in the order of {@link #NAMES}. */
    static final String ROWS = "unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::text[],"
            + " ?::bigint[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::bigint[],"
            + " ?::bigint[], ?::bigint[]) AS row (aor, slot, contact, instance_id, reg_id, call_id, cseq, path, q,"
            + " user_agent, source_address, source_port, transport, registered_at, refreshed_at, expires_at)";

    static final String VALUES = "row.aor, row.slot, row.contact, row.instance_id, row.reg_id, row.call_id, row.cseq,"
            + " string_to_array(row.path, E'\\n'), row.q, row.user_agent, row.source_address, row.source_port,"
            + " row.transport, " + time("row.registered_at") + ", " + time("row.refreshed_at") + ", "
            + time("row.expires_at");

    private BindingColumns() {}

    private static String time(String micros) {
        return "timestamptz 'epoch' + " + micros + " * interval '1 microsecond'";
    }

    /** Reads the row of a query for {@link #NAMES}. */
    static Binding read(ResultSet row) throws SQLException {
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
                time(row, 14),
                time(row, 15),
                time(row, 16));
    }

    static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static void fillKeys(PreparedStatement statement, List<Row> rows) throws SQLException {
        statement.setObject(1, texts(rows, row -> row.aor().account()));
        statement.setObject(2, numbers(rows, row -> row.binding().slot()));
    }

    static void fill(PreparedStatement statement, List<Row> rows) throws SQLException {
        fillKeys(statement, rows);
        statement.setObject(3, texts(rows, row -> row.binding().contact().text()));
        statement.setObject(
                4, texts(rows, row -> row.binding().flow().map(FlowId::instance).orElse(null)));
        statement.setObject(
                5,
                optionals(
                        rows,
                        row -> row.binding()
                                .flow()
                                .map(flow -> (long) flow.regId())
                                .orElse(null)));
        statement.setObject(6, texts(rows, row -> row.binding().callId()));
        statement.setObject(7, numbers(rows, row -> row.binding().cseq()));
        statement.setObject(
                8, texts(rows, row -> String.join("\n", row.binding().path())));
        statement.setObject(9, optionals(rows, row -> preference(row.binding().q())));
        statement.setObject(10, texts(rows, row -> row.binding().userAgent().orElse(null)));
        statement.setObject(11, texts(rows, row -> row.binding().source().address()));
        statement.setObject(12, numbers(rows, row -> row.binding().source().port()));
        statement.setObject(13, texts(rows, row -> row.binding().source().transport()));
        statement.setObject(14, numbers(rows, row -> micros(row.binding().registered())));
        statement.setObject(15, numbers(rows, row -> micros(row.binding().refreshed())));
        statement.setObject(16, numbers(rows, row -> micros(row.binding().expires())));
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
        long[] numbers = new long[rows.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = column.applyAsLong(rows.get(i));
        }
        return numbers;
    }

    private static @Nullable Long[] optionals(List<Row> rows, Function<Row, @Nullable Long> column) {
        @Nullable Long[] numbers = new Long[rows.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = column.apply(rows.get(i));
        }
        return numbers;
    }
}
