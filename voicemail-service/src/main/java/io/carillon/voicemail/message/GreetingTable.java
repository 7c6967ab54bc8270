package io.carillon.voicemail.message;

import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.sound.SoundId;
import io.carillon.voicemail.sound.SoundTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Greetings of mailboxes. In the caller's transaction; stateless. */
final class GreetingTable {
    private static final String FIND = """
            SELECT sound, samples, recorded_at FROM voicemail.greeting JOIN voicemail.sound ON sound = id
             WHERE context = ? AND number = ? AND kind = ?""";
    private static final String PUT = """
            INSERT INTO voicemail.greeting (context, number, kind, sound, recorded_at) VALUES (?, ?, ?, ?, ?)""";
    private static final String REMOVE = """
            DELETE FROM voicemail.greeting WHERE context = ? AND number = ? AND kind = ? RETURNING sound""";

    private static final String TURN =
            "SELECT pg_advisory_xact_lock(hashtextextended('greeting ' || ? || '@' || ?, 0))";

    private GreetingTable() {}

    static Optional<Greeting> find(Connection connection, Mailbox.Key box, Greeting.Kind kind) throws SQLException {
        try (PreparedStatement statement = of(connection, FIND, box, kind);
                ResultSet row = statement.executeQuery()) {
            return row.next()
                    ? Optional.of(new Greeting(
                            kind,
                            new SoundId(row.getString("sound")),
                            MessageTable.length(row.getLong("samples")),
                            row.getObject("recorded_at", OffsetDateTime.class).toInstant()))
                    : Optional.empty();
        }
    }

    /** In place of the one before, which is deleted. */
    static void put(Connection connection, Mailbox.Key box, Greeting.Kind kind, SoundId sound, Instant recorded)
            throws SQLException {
        try (PreparedStatement turn = connection.prepareStatement(TURN)) {
            turn.setString(1, box.number());
            turn.setString(2, box.context());
            turn.execute();
        }
        remove(connection, box, kind);
        try (PreparedStatement statement = of(connection, PUT, box, kind)) {
            statement.setObject(4, SoundTable.uuid(sound));
            statement.setObject(5, recorded.atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
        }
    }

    static void remove(Connection connection, Mailbox.Key box, Greeting.Kind kind) throws SQLException {
        Optional<SoundId> before;
        try (PreparedStatement statement = of(connection, REMOVE, box, kind);
                ResultSet row = statement.executeQuery()) {
            before = row.next() ? Optional.of(new SoundId(row.getString(1))) : Optional.empty();
        }
        if (before.isPresent()) {
            SoundTable.delete(connection, List.of(before.get()));
        }
    }

    private static PreparedStatement of(Connection connection, String query, Mailbox.Key box, Greeting.Kind kind)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(query);
        statement.setString(1, box.context());
        statement.setString(2, box.number());
        statement.setString(3, kind.name());
        return statement;
    }
}
