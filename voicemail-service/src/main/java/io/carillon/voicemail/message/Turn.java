package io.carillon.voicemail.message;

import io.carillon.voicemail.mailbox.Mailbox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Whose messages a transaction changes: noted in {@code mailbox_change} before anything else, which makes other changes of the
 * same mailboxes wait for the commit, and tells every replica's {@link ChangeWatch} after it.
 */
final class Turn {
    private static final Comparator<Mailbox.Key> ORDER =
            Comparator.comparing(Mailbox.Key::context).thenComparing(Mailbox.Key::number);

    private static final String TAKE = """
            INSERT INTO voicemail.mailbox_change (context, number, transaction) VALUES (?, ?, pg_current_xact_id())
            ON CONFLICT (context, number) DO UPDATE SET transaction = excluded.transaction""";

    private Turn() {}

    /** In one order for all, so that nobody waits in a circle. */
    static void take(Connection connection, Collection<Mailbox.Key> boxes) throws SQLException {
        List<Mailbox.Key> ordered = boxes.stream().distinct().sorted(ORDER).toList();
        try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
            for (Mailbox.Key box : ordered) {
                statement.setString(1, box.context());
                statement.setString(2, box.number());
                statement.executeUpdate();
            }
        }
    }

    static void take(Connection connection, Mailbox.Key box) throws SQLException {
        take(connection, List.of(box));
    }
}
