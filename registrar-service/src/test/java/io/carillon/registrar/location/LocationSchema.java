package io.carillon.registrar.location;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.carillon.facts.Fact;
import io.carillon.facts.FactJson;
import io.carillon.facts.schema.Migrations;
import io.carillon.testkit.parts.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A migrated database as registrars find it, each with a pool of its own. */
public final class LocationSchema {
    private final TestDatabase.Database database;

    private LocationSchema(TestDatabase.Database database) {
        this.database = database;
    }

    public static LocationSchema in(TestDatabase.Database database) throws SQLException {
        new Migrations(database.url(), "carillon_migrator", "carillon_migrator")
                .migrate(List.of("location", "configuration"));
        return new LocationSchema(database);
    }

    public AgroalDataSource pool() throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(6)
                        .acquisitionTimeout(Duration.ofSeconds(2))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(database.url())
                                .principal(new NamePrincipal("registrar"))
                                .credential(new SimplePassword("registrar")))));
    }

    /** The facts that wait in the outbox, in order. */
    public List<Fact> facts() throws SQLException {
        List<Fact> facts = new ArrayList<>();
        for (String event : texts("SELECT event FROM location.outbox ORDER BY position")) {
            facts.add(FactJson.decode(event).orElseThrow());
        }
        return facts;
    }

    /** The first column of a query in the role that reads the published views. */
    public List<String> asProxy(String query) throws SQLException {
        return texts("proxy", query);
    }

    public List<String> texts(String query) throws SQLException {
        return texts("carillon_migrator", query);
    }

    public void execute(String statement) throws SQLException {
        try (Connection connection = database.connect("carillon_migrator");
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private List<String> texts(String role, String query) throws SQLException {
        try (Connection connection = database.connect(role);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
