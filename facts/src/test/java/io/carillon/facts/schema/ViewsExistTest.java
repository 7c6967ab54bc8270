package io.carillon.facts.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.facts.TestSchema;
import io.carillon.testkit.parts.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class ViewsExistTest {
    @Test
    void a_service_is_ready_once_the_view_it_reads_exists() throws SQLException {
        TestDatabase.Database database = TestSchema.migrated(TestDatabase.shared());
        ViewsExist check = new ViewsExist(bindings(database));

        HealthCheckResponse before = check.call();
        migrate(database, "CREATE VIEW location.v1_binding AS SELECT 1 AS one");
        migrate(database, "GRANT SELECT ON location.v1_binding TO proxy");

        assertThat(before.getStatus()).isEqualTo(Status.DOWN);
        assertThat(before.getData().orElseThrow()).containsEntry("missing", "location.v1_binding");
        assertThat(check.call().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void a_view_that_was_seen_is_not_asked_for_again_when_postgresql_is_away() throws SQLException {
        try (TestDatabase server = TestDatabase.start()) {
            TestDatabase.Database database = TestSchema.migrated(server.create());
            migrate(database, "CREATE VIEW location.v1_binding AS SELECT 1 AS one");
            migrate(database, "GRANT SELECT ON location.v1_binding TO proxy");
            ViewsExist check = new ViewsExist(bindings(database));
            assertThat(check.call().getStatus()).isEqualTo(Status.UP);

            server.stop();

            assertThat(check.call().getStatus()).isEqualTo(Status.UP);
        }
    }

    @Test
    void a_service_that_reads_no_view_is_ready() {
        PublishedViews none = new PublishedViews(TestSchema.as("voicemail", TestDatabase.shared()), Optional.empty());
        ViewsExist check = new ViewsExist(none);

        assertThat(check.call().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void whoever_would_read_a_view_asks_first_so_that_postgresql_has_no_error_to_tell() throws SQLException {
        TestDatabase.Database database = TestSchema.migrated(TestDatabase.shared());
        PublishedViews views = bindings(database);

        assertThat(views.exist()).isFalse();
        migrate(database, "CREATE VIEW location.v1_binding AS SELECT 1 AS one");
        assertThat(views.exist()).as("before it may be read").isFalse();
        migrate(database, "GRANT SELECT ON location.v1_binding TO proxy");
        assertThat(views.exist()).isTrue();
    }

    private static PublishedViews bindings(TestDatabase.Database database) {
        return new PublishedViews(TestSchema.as("proxy", database), Optional.of(List.of("location.v1_binding")));
    }

    private static void migrate(TestDatabase.Database database, String sql) throws SQLException {
        try (Connection connection = database.connect("carillon_migrator");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
