package io.carillon.local;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The database and its roles, as an administrator would make them: the migrator owns what the services' migrations make,
 * and the migrations grant each service what it needs.
 */
final class Database {
    static final String NAME = "carillon";
    private static final List<Service> WITH_SCHEMA = List.of(Service.REGISTRAR, Service.PROXY, Service.VOICEMAIL);

    private Database() {}

    /** Makes what is missing, and gives every role the password it has in the secrets. */
    static void prepare(Postgres postgres, Secrets secrets) throws SQLException {
        try (Connection connection = postgres.connect("postgres");
                Statement statement = connection.createStatement()) {
            role(connection, Secrets.MIGRATOR, secrets);
            for (Service service : WITH_SCHEMA) {
                role(connection, service.label(), secrets);
            }
            if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", NAME)) {
                statement.execute("CREATE DATABASE " + NAME + " OWNER " + Secrets.MIGRATOR);
            }
            statement.execute("REVOKE ALL ON DATABASE " + NAME + " FROM PUBLIC");
            for (Service service : WITH_SCHEMA) {
                statement.execute("GRANT CONNECT ON DATABASE " + NAME + " TO " + service.label());
            }
        }
    }

    private static void role(Connection connection, String role, Secrets secrets) throws SQLException {
        String verb = exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", role) ? "ALTER" : "CREATE";
        try (Statement statement = connection.createStatement()) {
            // No parameters in DDL; the password is Base64 of our own making.
            statement.execute(verb + " ROLE " + role + " LOGIN PASSWORD '" + secrets.password(role) + "'");
        }
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }
}
