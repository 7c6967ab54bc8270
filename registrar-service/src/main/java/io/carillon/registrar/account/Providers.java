package io.carillon.registrar.account;

import io.carillon.config.Secret;
import io.carillon.config.sip.Account;
import io.carillon.config.sip.Host;
import io.carillon.config.sip.Registration;
import io.carillon.config.sip.SipConf;
import io.carillon.protocol.sip.digest.SealedSecrets;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * What sip.conf says of providers: the passwords that its accounts with a {@code host=} challenge us for, and its
 * {@code register =>}. Passwords are sealed before they are stored (ADR 0016). Inside the import's transaction.
 */
@ApplicationScoped
class Providers {
    private static final String LINES =
            "SELECT name, username, domain, auth_username, sealed, host, port, extension, expiry_seconds"
                    + " FROM location.v1_provider_line";
    private static final String SECRETS = "SELECT account, sealed FROM location.v1_provider_secret";

    private final SealedSecrets secrets;

    Providers(@ConfigProperty(name = "carillon.nonce.key") String sharedKey) {
        secrets = new SealedSecrets(Base64.getDecoder().decode(sharedKey));
    }

    void put(Connection connection, SipConf conf) throws SQLException {
        replace(connection, SECRETS, "location.provider_secret", secrets(conf));
        replace(connection, LINES, "location.provider_line", lines(conf));
    }

    private List<List<@Nullable Object>> secrets(SipConf conf) {
        Map<String, List<@Nullable Object>> rows = new TreeMap<>();
        for (Account account : conf.accounts()) {
            Optional<Secret> password = account.credentials().remoteSecret().or(account.credentials()::secret);
            if (account.contacts().host() instanceof Host.Fixed && password.isPresent()) {
                String sealed = secrets.seal(account.name(), password.get().reveal());
                rows.put(account.name(), Arrays.asList(account.name(), sealed));
            }
        }
        return List.copyOf(rows.values());
    }

    /** A line that is written twice counts once, as the last says. */
    private List<List<@Nullable Object>> lines(SipConf conf) {
        Map<String, List<@Nullable Object>> rows = new TreeMap<>();
        for (Registration line : conf.registrations()) {
            OptionalInt port = line.port();
            String name = line.user() + "@" + line.host() + (port.isPresent() ? ":" + port.getAsInt() : "");
            rows.put(
                    name,
                    Arrays.asList(
                            name,
                            line.user(),
                            line.domain().orElse(null),
                            line.authenticationUser().orElse(null),
                            line.secret()
                                    .map(secret -> secrets.seal(name, secret.reveal()))
                                    .orElse(null),
                            line.host(),
                            port.isPresent() ? port.getAsInt() : null,
                            line.extension(),
                            line.expiry()
                                    .map(expiry -> (int) expiry.toSeconds())
                                    .orElse(null)));
        }
        return List.copyOf(rows.values());
    }

    /** Nothing is written where nothing is new: each write makes every proxy read its accounts again. */
    private static void replace(Connection connection, String query, String table, List<List<@Nullable Object>> rows)
            throws SQLException {
        if (new HashSet<>(stored(connection, query)).equals(new HashSet<>(rows))) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM " + table)) {
            delete.executeUpdate();
        }
        for (List<@Nullable Object> row : rows) {
            String marks = "?, ".repeat(row.size() - 1) + "?";
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO " + table + " VALUES (" + marks + ")")) {
                for (int column = 0; column < row.size(); column++) {
                    insert.setObject(column + 1, row.get(column));
                }
                insert.executeUpdate();
            }
        }
    }

    private static List<List<@Nullable Object>> stored(Connection connection, String query) throws SQLException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet row = statement.executeQuery()) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                List<@Nullable Object> values = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    values.add(row.getObject(column));
                }
                rows.add(values);
            }
        }
        return rows;
    }
}
