package io.carillon.voicemail.message;

import io.carillon.sound.SoundReader;
import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.sound.SoundTable;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Messages that were left. In the caller's transaction; stateless. */
final class MessageTable {
    private static final String COLUMNS =
            " id, context, number, folder, caller_name, caller_number, caller_account, left_at, samples, heard_at IS NOT NULL AS heard, urgent, call_id ";
    private static final String INSERT = """
            INSERT INTO voicemail.message (
                id, context, number, folder, caller_name, caller_number, caller_account, left_at, samples, urgent, call_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String OF_BOX = " FROM voicemail.message WHERE context = ? AND number = ? AND ";
    private static final String LIST = "SELECT" + COLUMNS + OF_BOX + "folder = ? ORDER BY urgent DESC, left_at, id";
    private static final String FIND = "SELECT" + COLUMNS + OF_BOX + "id = ?";
    private static final String OLDER =
            "SELECT" + COLUMNS + "FROM voicemail.message WHERE left_at < ? ORDER BY left_at LIMIT ?";
    private static final String COUNTS = """
            SELECT count(*) FILTER (WHERE folder = ?) AS fresh, count(*) FILTER (WHERE folder = ?) AS old,
                   count(*) FILTER (WHERE folder = ? AND urgent) AS urgent""";
    private static final String COUNT = COUNTS + " FROM voicemail.message WHERE context = ? AND number = ?";
    private static final String COUNT_EACH = COUNTS + """
            , context, number FROM voicemail.message
             WHERE (context, number) IN (SELECT * FROM unnest(?::text[], ?::text[])) GROUP BY context, number""";
    private static final String SIZE = """
            SELECT coalesce(sum(sound.bytes), 0) FROM voicemail.message JOIN voicemail.sound USING (id)
             WHERE context = ? AND number = ?""";

    private MessageTable() {}

    static long samples(Duration length) {
        return length.toMillis() * SoundReader.RATE / 1000;
    }

    static Duration length(long samples) {
        return Duration.ofMillis(samples * 1000 / SoundReader.RATE);
    }

    static void insert(Connection connection, Message message, long samples) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setObject(1, SoundTable.uuid(message.sound()));
            statement.setString(2, message.box().context());
            statement.setString(3, message.box().number());
            statement.setInt(4, message.folder().number());
            statement.setString(5, text(message.caller().name()));
            statement.setString(6, text(message.caller().number()));
            statement.setString(7, text(message.caller().account()));
            statement.setObject(8, message.left().atOffset(ZoneOffset.UTC));
            statement.setLong(9, samples);
            statement.setBoolean(10, message.urgent());
            statement.setString(11, text(Optional.of(message.callId())));
            statement.executeUpdate();
        }
    }

    /** No text of PostgreSQL can hold a NUL, whatever a phone sent. */
    private static @Nullable String text(Optional<String> value) {
        return value.map(text -> text.replace("\0", "")).orElse(null);
    }

    static List<Message> list(Connection connection, Mailbox.Key box, Folder folder) throws SQLException {
        try (PreparedStatement statement = of(connection, LIST, box)) {
            statement.setInt(3, folder.number());
            return read(statement);
        }
    }

    static Optional<Message> find(Connection connection, Mailbox.Key box, MessageId id) throws SQLException {
        try (PreparedStatement statement = of(connection, FIND, box)) {
            statement.setObject(3, SoundTable.uuid(id.sound()));
            return read(statement).stream().findFirst();
        }
    }

    /** Whether it is a message, of whatever mailbox. */
    static boolean exists(Connection connection, MessageId id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT FROM voicemail.message WHERE id = ?")) {
            statement.setObject(1, SoundTable.uuid(id.sound()));
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    static List<Message> leftBefore(Connection connection, Instant time, int most) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OLDER)) {
            statement.setObject(1, time.atOffset(ZoneOffset.UTC));
            statement.setInt(2, most);
            return read(statement);
        }
    }

    static MailboxCounts count(Connection connection, Mailbox.Key box) throws SQLException {
        try (PreparedStatement statement = counting(connection, COUNT)) {
            statement.setString(4, box.context());
            statement.setString(5, box.number());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return counts(row);
            }
        }
    }

    /** Of those that have any message. */
    static Map<Mailbox.Key, MailboxCounts> count(Connection connection, Collection<Mailbox.Key> boxes)
            throws SQLException {
        try (PreparedStatement statement = counting(connection, COUNT_EACH)) {
            statement.setArray(4, texts(connection, boxes, Mailbox.Key::context));
            statement.setArray(5, texts(connection, boxes, Mailbox.Key::number));
            try (ResultSet row = statement.executeQuery()) {
                Map<Mailbox.Key, MailboxCounts> counts = new HashMap<>();
                while (row.next()) {
                    counts.put(new Mailbox.Key(row.getString("context"), row.getString("number")), counts(row));
                }
                return Map.copyOf(counts);
            }
        }
    }

    private static Array texts(Connection connection, Collection<Mailbox.Key> boxes, Function<Mailbox.Key, String> part)
            throws SQLException {
        return connection.createArrayOf("text", boxes.stream().map(part).toArray());
    }

    private static PreparedStatement counting(Connection connection, String query) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(query);
        statement.setInt(1, Folder.NEW.number());
        statement.setInt(2, Folder.OLD.number());
        statement.setInt(3, Folder.NEW.number());
        return statement;
    }

    private static MailboxCounts counts(ResultSet row) throws SQLException {
        return new MailboxCounts(row.getInt("fresh"), row.getInt("old"), row.getInt("urgent"));
    }

    static int count(Connection connection, Mailbox.Key box, Folder folder) throws SQLException {
        try (PreparedStatement statement = of(connection, "SELECT count(*)" + OF_BOX + "folder = ?", box)) {
            statement.setInt(3, folder.number());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** Bytes of all its messages, as stored. */
    static long size(Connection connection, Mailbox.Key box) throws SQLException {
        try (PreparedStatement statement = of(connection, SIZE, box);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    static void heard(Connection connection, MessageId id, Instant now) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE voicemail.message SET heard_at = ? WHERE id = ?")) {
            statement.setObject(1, now.atOffset(ZoneOffset.UTC));
            statement.setObject(2, SoundTable.uuid(id.sound()));
            statement.executeUpdate();
        }
    }

    static void move(Connection connection, MessageId id, Folder to) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE voicemail.message SET folder = ? WHERE id = ?")) {
            statement.setInt(1, to.number());
            statement.setObject(2, SoundTable.uuid(id.sound()));
            statement.executeUpdate();
        }
    }

    /** The message, and its mail; its sound is deleted behind it. */
    static void delete(Connection connection, MessageId id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM voicemail.message WHERE id = ?")) {
            statement.setObject(1, SoundTable.uuid(id.sound()));
            statement.executeUpdate();
        }
        SoundTable.delete(connection, List.of(id.sound()));
    }

    private static PreparedStatement of(Connection connection, String query, Mailbox.Key box) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(query);
        statement.setString(1, box.context());
        statement.setString(2, box.number());
        return statement;
    }

    private static List<Message> read(PreparedStatement statement) throws SQLException {
        List<Message> messages = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                messages.add(message(row));
            }
        }
        return messages;
    }

    private static Message message(ResultSet row) throws SQLException {
        return new Message(
                new MessageId(row.getString("id")),
                new Mailbox.Key(row.getString("context"), row.getString("number")),
                Folder.ofNumber(row.getInt("folder")).orElse(Folder.OLD),
                new Caller(
                        Optional.ofNullable(row.getString("caller_name")),
                        Optional.ofNullable(row.getString("caller_number")),
                        Optional.ofNullable(row.getString("caller_account"))),
                row.getObject("left_at", OffsetDateTime.class).toInstant(),
                length(row.getLong("samples")),
                row.getBoolean("heard"),
                row.getBoolean("urgent"),
                row.getString("call_id"));
    }
}
