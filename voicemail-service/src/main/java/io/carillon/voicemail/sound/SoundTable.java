package io.carillon.voicemail.sound;

import io.carillon.sound.SoundReader;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Sound in PostgreSQL: µ-law at 8 kHz in rows of about half a second, each deflated by itself. In the caller's transaction;
 * stateless.
 */
public final class SoundTable {
    /** Bytes of a row when a sound comes whole: as the relay sends them. */
    private static final int ROW = SoundReader.RATE / 2;

    private static final UUID NOTHING = new UUID(0, 0);

    private static final String COPY = """
            WITH place AS (
                SELECT coalesce(max(number) + 1, 0) AS number, coalesce(max(first_sample + samples), 0) AS sample
                  FROM voicemail.sound_chunk WHERE sound = ?)
            INSERT INTO voicemail.sound_chunk (sound, number, first_sample, samples, data)
            SELECT ?, place.number + chunk.number, place.sample + chunk.first_sample, chunk.samples, chunk.data
              FROM voicemail.sound_chunk chunk, place WHERE chunk.sound = ?""";
    private static final String CLOSE = """
            UPDATE voicemail.sound SET (samples, bytes) = (
                SELECT coalesce(max(first_sample + samples), 0), coalesce(sum(length(data)), 0)
                  FROM voicemail.sound_chunk WHERE sound = id)
             WHERE id = ? RETURNING samples""";
    private static final String CUT = "DELETE FROM voicemail.sound_chunk WHERE sound = ? AND first_sample >= ?";
    private static final String LENGTH = """
            SELECT CASE WHEN sound.samples > 0 THEN sound.samples ELSE (
                SELECT coalesce(max(first_sample + samples), 0) FROM voicemail.sound_chunk WHERE sound = id) END
              FROM voicemail.sound WHERE id = ?""";

    private SoundTable() {}

    public static void create(Connection connection, SoundId id, Instant began) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO voicemail.sound (id, began_at) VALUES (?, ?)")) {
            statement.setObject(1, uuid(id));
            statement.setObject(2, began.atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
        }
    }

    /** A chunk as it is stored. */
    public static byte[] deflated(byte[] samples) {
        return Deflated.of(samples);
    }

    /** Puts a whole sound behind what there is. */
    public static void append(Connection connection, SoundId id, byte[] samples) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO voicemail.sound_chunk (sound, number, first_sample, samples, data) VALUES (?, ?, ?, ?, ?)")) {
            for (int at = 0; at < samples.length; at += ROW) {
                byte[] row = Arrays.copyOfRange(samples, at, Math.min(at + ROW, samples.length));
                statement.setObject(1, uuid(id));
                statement.setInt(2, at / ROW);
                statement.setLong(3, at);
                statement.setInt(4, row.length);
                statement.setBytes(5, Deflated.of(row));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Puts a copy of one sound behind another. */
    public static void append(Connection connection, SoundId id, SoundId from) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COPY)) {
            statement.setObject(1, uuid(id));
            statement.setObject(2, uuid(id));
            statement.setObject(3, uuid(from));
            statement.executeUpdate();
        }
    }

    /** Notes how long a sound has become, and returns it in samples. */
    public static long close(Connection connection, SoundId id) throws SQLException {
        return one(connection, CLOSE, id).orElse(0);
    }

    /** Leaves out the chunks that begin behind there, and returns how long it is without them. */
    public static long cut(Connection connection, SoundId id, long behind) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CUT)) {
            statement.setObject(1, uuid(id));
            statement.setLong(2, behind);
            statement.executeUpdate();
        }
        return close(connection, id);
    }

    /** Samples of a sound, also of one that is being recorded; empty if it is gone. */
    public static OptionalLong length(Connection connection, SoundId id) throws SQLException {
        return one(connection, LENGTH, id);
    }

    private static OptionalLong one(Connection connection, String query, SoundId id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setObject(1, uuid(id));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    /** Deletes sounds with their chunks, and recordings into them. */
    public static void delete(Connection connection, Collection<SoundId> ids) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM voicemail.sound WHERE id = ANY (?)")) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", ids.stream().map(SoundTable::uuid).toArray()));
            statement.executeUpdate();
        }
    }

    /**
     * Opens a sound as it is now; what is recorded later is not in it.
     *
     * @param from the first sample
     */
    public static Optional<InputStream> open(DataSource database, SoundId id, long from) throws SQLException {
        try (Connection connection = database.getConnection()) {
            OptionalLong length = length(connection, id);
            return length.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new StoredSound(database, id, from, length.getAsLong()));
        }
    }

    /** The id of a row; one that nobody can have made names nothing. */
    public static UUID uuid(SoundId id) {
        try {
            return UUID.fromString(id.text());
        } catch (IllegalArgumentException stranger) {
            return NOTHING;
        }
    }
}
