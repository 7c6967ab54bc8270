package io.carillon.facts.schema;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * A service is not ready until the views of other services that it reads ({@code carillon.views}, for example
 * {@code location.v1_binding}) exist and may be read. Published views are never taken away: once seen, they are not asked for again, so
 * that a service stays ready while PostgreSQL is away.
 */
@Readiness
@ApplicationScoped
class ViewsExist implements HealthCheck {
    /** From the catalogue: it names what is there whether or not we may look into the schema yet. */
    private static final String MISSING = "SELECT name FROM unnest(?::text[]) AS wanted (name) WHERE NOT EXISTS"
            + " (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE n.nspname || '.' || c.relname = name AND has_table_privilege(c.oid, 'SELECT'))";

    private final DataSource database;
    private final List<String> views;
    private volatile boolean seen;

    @Inject
    ViewsExist(DataSource database, @ConfigProperty(name = "carillon.views") Optional<List<String>> views) {
        this.database = database;
        this.views = views.orElse(List.of());
        this.seen = this.views.isEmpty();
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("the views it reads exist");
        if (seen) {
            return response.up().build();
        }
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(MISSING)) {
            statement.setArray(1, connection.createArrayOf("text", views.toArray()));
            try (ResultSet missing = statement.executeQuery()) {
                if (missing.next()) {
                    return response.down()
                            .withData("missing", missing.getString(1))
                            .build();
                }
            }
            seen = true;
            return response.up().build();
        } catch (SQLException away) {
            return response.down()
                    .withData("database", String.valueOf(away.getMessage()))
                    .build();
        }
    }
}
