package io.carillon.voicemail.waiting;

import io.carillon.facts.schema.PublishedViews;
import io.carillon.protocol.sip.NameAddress;
import io.carillon.protocol.sip.SipUri;
import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.message.MailboxCounts;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Which accounts have lamps for which mailboxes, and where these accounts are: the location database, as it publishes
 * itself. Blocks; any thread.
 */
@ApplicationScoped
class Owners {
    private static final String MAILBOXES = "SELECT mailbox FROM location.v1_account_mailbox WHERE account = ?";
    private static final String ACCOUNTS = "SELECT account FROM location.v1_account_mailbox WHERE mailbox = ?";

    private static final String CONTACTS = """
            SELECT aor, contact, path FROM location.v1_binding WHERE aor = ? ORDER BY contact
            """;

    private static final String REACHABLE = """
            SELECT DISTINCT account FROM location.v1_account_mailbox JOIN location.v1_binding ON aor = account
            WHERE account > ? ORDER BY account LIMIT ?
            """;

    private static final String CLAIM = """
            INSERT INTO voicemail.lamp AS told (context, number, fresh, old, urgent) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (context, number) DO UPDATE
            SET fresh = excluded.fresh, old = excluded.old, urgent = excluded.urgent
            WHERE (told.fresh, told.old, told.urgent) IS DISTINCT FROM (excluded.fresh, excluded.old, excluded.urgent)
            """;

    private final DataSource database;
    private final PublishedViews views;

    Owners(DataSource database, PublishedViews views) {
        this.database = database;
        this.views = views;
    }

    /** The mailboxes of an account; none where it has none, or there is no such account. */
    List<Mailbox.Key> mailboxes(String account) throws SQLException {
        return texts(MAILBOXES, account).stream()
                .map(Owners::key)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Mailbox.Key> key(String mailbox) {
        int at = mailbox.indexOf('@');
        return at < 0
                ? Optional.empty()
                : Optional.of(new Mailbox.Key(mailbox.substring(at + 1), mailbox.substring(0, at)));
    }

    /** The accounts whose lamps tell of this mailbox. */
    List<String> accounts(Mailbox.Key box) throws SQLException {
        return texts(ACCOUNTS, box.number() + "@" + box.context());
    }

    private List<String> texts(String query, String parameter) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, parameter);
            return texts(statement);
        }
    }

    private static List<String> texts(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            List<String> texts = new ArrayList<>();
            while (row.next()) {
                texts.add(row.getString(1));
            }
            return texts;
        }
    }

    /** Those accounts with mailboxes that are somewhere now, in the order of their names, behind one of them. */
    List<String> reachableAfter(String account, int most) throws SQLException {
        if (!views.exist()) {
            // No registrar has ever run here: nobody is anywhere.
            return List.of();
        }
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(REACHABLE)) {
            statement.setString(1, account);
            statement.setInt(2, most);
            return texts(statement);
        }
    }

    /** Where an account is now. A contact that is no SIP URI cannot be told anything. */
    List<Contact> contacts(String account) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(CONTACTS)) {
            statement.setString(1, account);
            try (ResultSet row = statement.executeQuery()) {
                List<Contact> contacts = new ArrayList<>();
                while (row.next()) {
                    Array path = row.getArray("path");
                    List<NameAddress> hops = Arrays.stream((String[]) path.getArray())
                            .map(NameAddress::tryParse)
                            .flatMap(Optional::stream)
                            .toList();
                    SipUri.tryParse(row.getString("contact"))
                            .map(uri -> new Contact(account, uri, hops))
                            .ifPresent(contacts::add);
                }
                return contacts;
            }
        }
    }

    /** Whether these counts are news, and for the caller to tell; of all replicas that ask, one hears yes. */
    boolean claim(Mailbox.Key box, MailboxCounts counts) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(CLAIM)) {
            statement.setString(1, box.context());
            statement.setString(2, box.number());
            statement.setInt(3, counts.fresh());
            statement.setInt(4, counts.old());
            statement.setInt(5, counts.urgent());
            return statement.executeUpdate() > 0;
        }
    }
}
