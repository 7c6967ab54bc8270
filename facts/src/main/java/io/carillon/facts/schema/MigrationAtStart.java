package io.carillon.facts.schema;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Migrates a service's schemas before any other observer of its start runs. Without {@code carillon.migrator.username}
 * somebody else has migrated them. A database that is not there yet is waited for, up to
 * {@code carillon.migrator.patience}; then the service does not start.
 */
@ApplicationScoped
class MigrationAtStart {
    private static final Logger LOG = Logger.getLogger(MigrationAtStart.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final String url;
    private final Optional<String> username;
    private final Optional<String> password;
    private final List<String> schemas;
    private final Duration patience;

    @Inject
    MigrationAtStart(
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "carillon.migrator.username") Optional<String> username,
            @ConfigProperty(name = "carillon.migrator.password") Optional<String> password,
            @ConfigProperty(name = "carillon.outbox.schemas") List<String> schemas,
            @ConfigProperty(name = "carillon.migrator.patience", defaultValue = "60s") Duration patience) {
        this.url = url;
        this.username = username;
        this.password = password;
        this.schemas = schemas;
        this.patience = patience;
    }

    void migrate(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent start)
            throws InterruptedException {
        if (username.isEmpty()) {
            return;
        }
        Migrations migrations = new Migrations(url, username.get(), password.orElse(""));
        long end = System.nanoTime() + patience.toNanos();
        boolean told = false;
        while (!tried(migrations, end)) {
            if (!told) {
                LOG.warnf("PostgreSQL does not answer yet at %s: waiting up to %d s", url, patience.toSeconds());
                told = true;
            }
            Thread.sleep(PAUSE);
        }
    }

    private boolean tried(Migrations migrations, long end) {
        try {
            migrations.migrate(schemas);
            return true;
        } catch (SQLException away) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "PostgreSQL at " + url + " can't be migrated: " + away.getMessage(), away);
            }
            return false;
        }
    }
}
