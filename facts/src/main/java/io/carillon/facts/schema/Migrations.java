package io.carillon.facts.schema;

import io.quarkus.flyway.runtime.QuarkusFlywayClassProvider;
import io.quarkus.flyway.runtime.QuarkusFlywayResourceProvider;
import io.quarkus.flyway.runtime.QuarkusPathLocationScanner;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jboss.logging.Logger;

/**
 * Brings schemas to the form this version needs, as the role that owns them. Each schema has a history table of its own
 * and two sources: {@code db/migration/outbox} (the outbox, the same for all, versions below 1) and
 * {@code db/migration/<schema>} (versions from 1). Scripts may write {@code ${schema}} and {@code ${roles}}, the roles
 * of the services that use the schema; what these may do is granted by the scripts and nowhere else.
 *
 * <p>Replicas that start together take turns by an advisory lock; all but the first find nothing to do.
 */
@RegisterForReflection(classNames = Migrations.LOGGER)
public final class Migrations {
    /** What "slf4j" below is to Flyway, which finds it by its name. */
    static final String LOGGER = "org.flywaydb.core.internal.logging.slf4j.Slf4jLogCreator";

    private static final Logger LOG = Logger.getLogger(Migrations.class);
    private static final String TURN = "SELECT pg_advisory_lock(hashtextextended('carillon.migrations', 0))";

    /** Who uses a schema; the database's roles are part of the contract with whoever creates the database. */
    private static final Map<String, String> ROLES = Map.of(
            "location", "registrar",
            "call", "proxy",
            "voicemail", "voicemail",
            "configuration", "registrar, proxy, voicemail");

    private final String url;
    private final String username;
    private final String password;

    /**
     * Makes migrations that log in as the migrator.
     *
     * @param url the JDBC URL of the database
     */
    public Migrations(String url, String username, String password) {
        this.url = url;
        this.username = username;
        this.password = password;
    }

    /**
     * Migrates the schemas, one after the other.
     *
     * @throws SQLException if the database is not there
     * @throws org.flywaydb.core.api.FlywayException if a script failed; that script is rolled back
     */
    public void migrate(List<String> schemas) throws SQLException {
        try (Connection turn = DriverManager.getConnection(url, username, password);
                PreparedStatement lock = turn.prepareStatement(TURN)) {
            lock.execute();
            schemas.forEach(this::migrate);
        }
    }

    private void migrate(String schema) {
        String roles = ROLES.get(schema);
        if (roles == null) {
            throw new IllegalArgumentException("no such schema: " + schema);
        }
        FluentConfiguration configuration = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(url, username, password)
                .schemas(schema)
                .createSchemas(true)
                .locations("classpath:db/migration/outbox", "classpath:db/migration/" + schema)
                // A later version of the outbox, below 1, comes to schemas that are at 1 or beyond.
                .outOfOrder(true)
                .placeholders(Map.of("schema", schema, "roles", roles))
                .loggers("slf4j");
        useScriptsOfTheBuild(configuration);
        int done = configuration.load().migrate().migrationsExecuted;
        if (done > 0) {
            LOG.infof("schema %s: %d migrations", schema, done);
        }
    }

    /**
     * The scripts that Quarkus noted when the service was built, since the folders of a native executable cannot be listed.
     * Outside of a service, as in tests of a schema, there are none, and Flyway lists the folders.
     */
    private static void useScriptsOfTheBuild(FluentConfiguration configuration) {
        QuarkusPathLocationScanner noted =
                new QuarkusPathLocationScanner(configuration, List.of(configuration.getLocations()));
        Collection<LoadableResource> scripts = noted.scanForResources();
        if (!scripts.isEmpty()) {
            configuration
                    .resourceProvider(new QuarkusFlywayResourceProvider(scripts))
                    .javaMigrationClassProvider(new QuarkusFlywayClassProvider<>(noted.scanForClasses()));
        }
    }
}
