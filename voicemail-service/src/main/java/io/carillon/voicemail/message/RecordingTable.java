package io.carillon.voicemail.message;

import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.sound.SoundId;
import io.carillon.voicemail.sound.SoundTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Recordings under way. Leases are measured by PostgreSQL's clock, which all replicas share. Stateless. */
final class RecordingTable {
    private static final String BEGIN = """
            INSERT INTO voicemail.recording (sound, key, context, number, purpose, shortest, longest, lease_until)
            VALUES (?, ?, ?, ?, ?::jsonb, ?, ?, clock_timestamp() + make_interval(secs => ?))""";
    private static final String PUT = """
            WITH taken AS (
                UPDATE voicemail.recording
                   SET lease_until = greatest(lease_until, clock_timestamp() + make_interval(secs => ?))
                 WHERE key = ? AND NOT finished AND longest > ? RETURNING sound),
            stored AS (
                INSERT INTO voicemail.sound_chunk (sound, number, first_sample, samples, data)
                SELECT sound, ?, ?, ?, ? FROM taken ON CONFLICT DO NOTHING)
            SELECT count(*) FROM taken""";
    private static final String END = "UPDATE voicemail.recording SET silence = ? WHERE key = ? AND NOT finished";
    private static final String PROLONG = """
            UPDATE voicemail.recording
               SET lease_until = greatest(lease_until, clock_timestamp() + make_interval(secs => ?)) WHERE sound = ?""";
    private static final String FINISHED = """
            UPDATE voicemail.recording
               SET finished = true, lease_until = clock_timestamp() + make_interval(secs => ?) WHERE sound = ?""";
    private static final String LOCK = """
            SELECT context, number, purpose, shortest, silence, finished, began_at, lease_until < clock_timestamp() AS abandoned
              FROM voicemail.recording JOIN voicemail.sound ON sound = id
             WHERE sound = ? FOR UPDATE OF recording""";
    private static final String ABANDONED = """
            SELECT sound FROM voicemail.recording WHERE lease_until < clock_timestamp()
             ORDER BY lease_until LIMIT ? FOR UPDATE SKIP LOCKED""";

    private RecordingTable() {}

    /**
     * A recording as it waits to be finished.
     *
     * @param shortest in samples
     * @param silence at its end, in samples
     * @param finished a comment that was finished before
     */
    record Row(
            Mailbox.Key box,
            Purpose purpose,
            long shortest,
            long silence,
            boolean finished,
            Instant began,
            boolean abandoned) {}

    /** What a chunk is. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Chunk(int number, long firstSample, byte[] samples) {}

    static void begin(
            Connection connection,
            SoundId id,
            String key,
            Mailbox.Key box,
            Purpose purpose,
            long shortest,
            long longest)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
            statement.setObject(1, SoundTable.uuid(id));
            statement.setString(2, key);
            statement.setString(3, box.context());
            statement.setString(4, box.number());
            statement.setString(5, PurposeJson.of(purpose));
            statement.setLong(6, shortest);
            statement.setLong(7, longest);
            statement.setLong(8, MessageStore.LEASE.toSeconds());
            statement.executeUpdate();
        }
    }

    /** One statement: the chunk is there and the lease is prolonged, or the recording is over. */
    static boolean put(Connection connection, String key, Chunk chunk) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PUT)) {
            statement.setLong(1, MessageStore.LEASE.toSeconds());
            statement.setString(2, key);
            statement.setLong(3, chunk.firstSample());
            statement.setInt(4, chunk.number());
            statement.setLong(5, chunk.firstSample());
            statement.setInt(6, chunk.samples().length);
            statement.setBytes(7, SoundTable.deflated(chunk.samples()));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getLong(1) > 0;
            }
        }
    }

    /** Notes how many samples of silence there are at its end; false where it is over. */
    static boolean end(Connection connection, String key, long silence) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(END)) {
            statement.setLong(1, silence);
            statement.setString(2, key);
            return statement.executeUpdate() > 0;
        }
    }

    static void prolong(Connection connection, SoundId id, Duration by) throws SQLException {
        update(connection, PROLONG, id, by);
    }

    /** It takes no more chunks, and waits so long. */
    static void finished(Connection connection, SoundId id, Duration waits) throws SQLException {
        update(connection, FINISHED, id, waits);
    }

    private static void update(Connection connection, String statementText, SoundId id, Duration time)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(statementText)) {
            statement.setDouble(1, time.toMillis() / 1000.0);
            statement.setObject(2, SoundTable.uuid(id));
            statement.executeUpdate();
        }
    }

    /** Nobody else finishes it, and no chunk is added, until the transaction is over. */
    static Optional<Row> lock(Connection connection, SoundId id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setObject(1, SoundTable.uuid(id));
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Row(
                                new Mailbox.Key(row.getString("context"), row.getString("number")),
                                PurposeJson.read(row.getString("purpose")),
                                row.getLong("shortest"),
                                row.getLong("silence"),
                                row.getBoolean("finished"),
                                row.getObject("began_at", OffsetDateTime.class).toInstant(),
                                row.getBoolean("abandoned")))
                        : Optional.empty();
            }
        }
    }

    /** It is a message or a greeting from now on: its sound stays. */
    static void remove(Connection connection, SoundId id) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM voicemail.recording WHERE sound = ?")) {
            statement.setObject(1, SoundTable.uuid(id));
            statement.executeUpdate();
        }
    }

    /** Some whose lease is over and that nobody looks at. */
    static List<SoundId> abandoned(Connection connection, int most) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ABANDONED)) {
            statement.setInt(1, most);
            try (ResultSet rows = statement.executeQuery()) {
                List<SoundId> ids = new ArrayList<>();
                while (rows.next()) {
                    ids.add(new SoundId(rows.getString(1)));
                }
                return ids;
            }
        }
    }
}
