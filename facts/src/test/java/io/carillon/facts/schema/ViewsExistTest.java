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
        ViewsExist check =
                new ViewsExist(TestSchema.as("proxy", database), Optional.of(List.of("location.v1_binding")));

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
            ViewsExist check =
                    new ViewsExist(TestSchema.as("proxy", database), Optional.of(List.of("location.v1_binding")));
            assertThat(check.call().getStatus()).isEqualTo(Status.UP);

            server.stop();

            assertThat(check.call().getStatus()).isEqualTo(Status.UP);
        }
    }

    @Test
    void a_service_that_reads_no_view_is_ready() {
        ViewsExist check = new ViewsExist(TestSchema.as("voicemail", TestDatabase.shared()), Optional.empty());

        assertThat(check.call().getStatus()).isEqualTo(Status.UP);
    }

    private static void migrate(TestDatabase.Database database, String sql) throws SQLException {
        try (Connection connection = database.connect("carillon_migrator");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
