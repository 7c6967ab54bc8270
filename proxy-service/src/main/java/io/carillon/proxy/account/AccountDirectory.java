package io.carillon.proxy.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Every account, in memory, because each INVITE asks for one on the signalling loop. Read again as a whole whenever the
 * registrar has changed any; calls go on with what is known while PostgreSQL is away. {@link #find} may be called on any
 * thread, {@link #refresh} on a thread that may block.
 */
@ApplicationScoped
public class AccountDirectory {
    private static final Logger LOG = Logger.getLogger(AccountDirectory.class);

    private static final String GENERATION = "SELECT generation FROM location.v1_account_generation";
    private static final String ACCOUNTS = """
            SELECT name, type, realm, ha1_md5, ha1_sha256, context, caller_name, caller_number, codecs, force_rport,
                   symmetric_media, language
            FROM location.v1_account
            """;

    private final DataSource database;
    private volatile Snapshot snapshot = new Snapshot(-1, Map.of());

    private record Snapshot(long generation, Map<String, Account> accounts) {}

    AccountDirectory(DataSource database) {
        this.database = database;
    }

    public Optional<Account> find(String name) {
        return Optional.ofNullable(snapshot.accounts().get(name));
    }

    public int size() {
        return snapshot.accounts().size();
    }

    /** Whether accounts have been read at least once. */
    public boolean loaded() {
        return snapshot.generation() >= 0;
    }

    /**
     * Reads the accounts if they have changed.
     *
     * @throws SQLException when PostgreSQL is away; what was known stays in use
     */
    public void refresh() throws SQLException {
        try (Connection connection = database.getConnection()) {
            long generation = generation(connection);
            if (generation != snapshot.generation()) {
                // The generation is read first: a change between the two reads only makes the next refresh read again.
                snapshot = new Snapshot(generation, accounts(connection));
                LOG.infof("%d accounts are known (generation %d)", size(), generation);
            }
        }
    }

    private static long generation(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(GENERATION);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static Map<String, Account> accounts(Connection connection) throws SQLException {
        Map<String, Account> accounts = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(ACCOUNTS);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                Account account = account(row);
                accounts.put(account.name(), account);
            }
        }
        return Map.copyOf(accounts);
    }

    private static Account account(ResultSet row) throws SQLException {
        String name = row.getString("name");
        return new Account(
                name,
                Account.Type.valueOf(constant(row.getString("type"))),
                row.getString("realm"),
                Optional.ofNullable(row.getString("ha1_md5")),
                Optional.ofNullable(row.getString("ha1_sha256")),
                row.getString("context"),
                Optional.ofNullable(row.getString("caller_name")).orElse(""),
                Optional.ofNullable(row.getString("caller_number")).orElse(name),
                strings(row.getArray("codecs")),
                Account.Nat.valueOf(constant(row.getString("force_rport"))),
                Account.Nat.valueOf(constant(row.getString("symmetric_media"))),
                Optional.ofNullable(row.getString("language")));
    }

    private static String constant(String value) {
        return value.toUpperCase(Locale.ROOT);
    }

    private static List<String> strings(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
