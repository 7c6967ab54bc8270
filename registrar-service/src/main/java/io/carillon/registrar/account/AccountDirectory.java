package io.carillon.registrar.account;

import io.carillon.config.sip.AccountType;
import io.carillon.protocol.sip.digest.AccountSecret;
import io.carillon.protocol.sip.digest.Ha1;
import io.carillon.protocol.sip.digest.HashAlgorithm;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Every account, in memory, because each REGISTER asks for one on the SIP loop. {@link #find} may be called on any
 * thread, {@link #refresh} on one that may block; what was read last serves while PostgreSQL is away.
 */
@Singleton // asked for every REGISTER: a client proxy would cost more than the answer
public class AccountDirectory {
    private static final Logger LOG = Logger.getLogger(AccountDirectory.class);

    private static final String GENERATION = "SELECT generation FROM location.account_generation";
    private static final String ACCOUNTS =
            "SELECT name, type, ha1_md5, ha1_sha256, max_contacts, host, port FROM location.account";

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

    /** Whether accounts were read at least once. */
    public boolean isLoaded() {
        return snapshot.generation() >= 0;
    }

    /**
     * Reads the accounts if any has changed since they were read last.
     *
     * @return whether any had
     * @throws SQLException if PostgreSQL is away
     */
    public synchronized boolean refresh() throws SQLException {
        try (Connection connection = database.getConnection()) {
            // Read before the accounts: a change in between is then seen once more and not missed.
            long generation = generation(connection);
            if (generation == snapshot.generation()) {
                return false;
            }
            snapshot = new Snapshot(generation, accounts(connection));
            LOG.infof("%d accounts are known", size());
            return true;
        }
    }

    private static long generation(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(GENERATION);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
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
        return accounts;
    }

    private static Account account(ResultSet row) throws SQLException {
        String name = row.getString(1);
        List<Ha1> secrets = new ArrayList<>(2);
        Optional.ofNullable(row.getString(3)).ifPresent(hex -> secrets.add(new Ha1(HashAlgorithm.MD5, hex)));
        Optional.ofNullable(row.getString(4)).ifPresent(hex -> secrets.add(new Ha1(HashAlgorithm.SHA_256, hex)));
        int port = row.getInt(7);
        return new Account(
                name,
                AccountType.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                secrets.isEmpty() ? Optional.empty() : Optional.of(new AccountSecret(name, secrets)),
                row.getInt(5),
                Optional.ofNullable(row.getString(6)),
                port == 0 ? OptionalInt.empty() : OptionalInt.of(port));
    }
}
