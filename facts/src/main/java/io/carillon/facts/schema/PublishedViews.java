package io.carillon.facts.schema;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The views of other services that this one reads ({@code carillon.views}, for example {@code location.v1_binding}). Their
 * owner makes them when it starts, which may be after us. Published views are never taken away: once all were seen, they are
 * not asked for again. Any thread.
 */
@ApplicationScoped
public class PublishedViews {
    private static final Logger LOG = Logger.getLogger(PublishedViews.class);

    /** From the catalogue: it names what is there whether or not we may look into the schema yet. */
    private static final String MISSING = "SELECT name FROM unnest(?::text[]) AS wanted (name) WHERE NOT EXISTS"
            + " (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE n.nspname || '.' || c.relname = name AND has_table_privilege(c.oid, 'SELECT'))";

    private final DataSource database;
    private final List<String> views;
    private final AtomicBoolean waiting = new AtomicBoolean();
    private volatile boolean seen;

    @Inject
    public PublishedViews(DataSource database, @ConfigProperty(name = "carillon.views") Optional<List<String>> views) {
        this.database = database;
        this.views = views.orElse(List.of());
        this.seen = this.views.isEmpty();
    }

    /**
     * Whether all are there and may be read. Blocks.
     *
     * @throws SQLException if PostgreSQL is away
     */
    public boolean exist() throws SQLException {
        return missing().isEmpty();
    }

    /** One that is not there yet, or may not be read yet; that we wait is told once in the log. */
    Optional<String> missing() throws SQLException {
        if (seen) {
            return Optional.empty();
        }
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(MISSING)) {
            statement.setArray(1, connection.createArrayOf("text", views.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    seen = true;
                    return Optional.empty();
                }
                String view = row.getString(1);
                if (waiting.compareAndSet(false, true)) {
                    LOG.infof("Waiting until %s is there: the service that owns it makes it when it starts", view);
                }
                return Optional.of(view);
            }
        }
    }
}
