package io.carillon.facts;

import io.carillon.facts.schema.Migrations;
import io.carillon.testkit.parts.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A migrated database as the services find it. */
public final class TestSchema {
    private TestSchema() {}

    /** Brings every schema of Carillon to the form this module knows. */
    public static TestDatabase.Database migrated(TestDatabase.Database database) throws SQLException {
        migrations(database).migrate(List.of("location", "call", "voicemail", "configuration"));
        return database;
    }

    /** Returns migrations as a service runs them at its start. */
    public static Migrations migrations(TestDatabase.Database database) {
        return new Migrations(database.url(), "carillon_migrator", "carillon_migrator");
    }

    /** Connects as a service does, without a pool. */
    public static DataSource as(String role, TestDatabase.Database database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.url());
        source.setUser(role);
        source.setPassword(role);
        source.setConnectTimeout(2);
        return source;
    }

    /** Returns the ids that wait in a schema's outbox, in order. */
    public static List<String> waiting(TestDatabase.Database database, String schema) throws SQLException {
        try (Connection connection = database.connect("carillon_migrator");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM " + schema + ".outbox ORDER BY position")) {
            List<String> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
            return ids;
        }
    }
}
