package io.carillon.voicemail.mail;

import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.message.MessageId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** E-mail that waits. In the caller's transaction; stateless. */
final class MailTable {
    /** No other replica takes it as long as the transaction holds it. */
    private static final String TAKE = """
            SELECT mail.id, message, kind, recipient, place, attempts, context, number
              FROM voicemail.mail JOIN voicemail.message ON message.id = mail.message
             WHERE not_before <= clock_timestamp()
             ORDER BY not_before, mail.id LIMIT 1 FOR UPDATE OF mail SKIP LOCKED""";
    /** 2 s, 4 s, 8 s, … a quarter of an hour. */
    private static final String LATER = """
            UPDATE voicemail.mail SET attempts = attempts + 1,
                   not_before = clock_timestamp() + make_interval(secs => least(900, power(2, least(attempts + 1, 10))))
             WHERE id = ?""";

    private MailTable() {}

    /** A mail. */
    record Row(
            long id,
            MessageId message,
            Mailbox.Key box,
            MailQueue.Kind kind,
            String recipient,
            int place,
            int attempts) {}

    static Optional<Row> take(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TAKE);
                ResultSet row = statement.executeQuery()) {
            return row.next()
                    ? Optional.of(new Row(
                            row.getLong("id"),
                            new MessageId(row.getString("message")),
                            new Mailbox.Key(row.getString("context"), row.getString("number")),
                            MailQueue.Kind.valueOf(row.getString("kind")),
                            row.getString("recipient"),
                            row.getInt("place"),
                            row.getInt("attempts")))
                    : Optional.empty();
        }
    }

    static void remove(Connection connection, Row row) throws SQLException {
        update(connection, "DELETE FROM voicemail.mail WHERE id = ?", row);
    }

    static void later(Connection connection, Row row) throws SQLException {
        update(connection, LATER, row);
    }

    private static void update(Connection connection, String text, Row row) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            statement.setLong(1, row.id());
            statement.executeUpdate();
        }
    }

    static long count(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT count(*) FROM voicemail.mail");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
