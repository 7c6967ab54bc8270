package io.carillon.facts.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.facts.TestSchema;
import io.carillon.testkit.parts.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MigrationsTest {
    private static TestDatabase.Database database;

    @BeforeAll
    static void migrate() throws SQLException {
        database = TestSchema.migrated(TestDatabase.shared());
    }

    @Test
    void replicas_that_start_at_once_migrate_once() throws Exception {
        TestDatabase.Database fresh = TestDatabase.shared();
        List<Future<?>> replicas = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                replicas.add(threads.submit(() -> {
                    TestSchema.migrations(fresh).migrate(List.of("call", "configuration"));
                    return null;
                }));
            }
        }

        for (Future<?> replica : replicas) {
            assertThat(replica.get()).isNull();
        }
        assertThat(count(fresh, "call.flyway_schema_history WHERE type = 'SQL'"))
                .isEqualTo(2);
        assertThat(count(fresh, "configuration.flyway_schema_history WHERE type = 'SQL'"))
                .isEqualTo(3);
    }

    @Test
    void a_service_may_use_its_outbox() throws SQLException {
        assertThat(update("proxy", "DELETE FROM call.outbox WHERE id = 'none'")).isZero();
    }

    @Test
    void a_service_may_not_touch_the_tables_of_another() {
        assertThatThrownBy(() -> update("proxy", "DELETE FROM location.outbox"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied");
    }

    @Test
    void a_service_may_not_change_its_own_schema() {
        assertThatThrownBy(() -> update("registrar", "CREATE TABLE location.extra (x int)"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> update("registrar", "DROP TABLE location.outbox"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("must be owner");
    }

    private static int update(String role, String sql) throws SQLException {
        try (Connection connection = database.connect(role);
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static long count(TestDatabase.Database database, String what) throws SQLException {
        try (Connection connection = database.connect("carillon_migrator");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + what)) {
            row.next();
            return row.getLong(1);
        }
    }
}
