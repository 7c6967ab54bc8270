package io.carillon.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.facts.Topic;
import io.carillon.local.Carillon;
import io.carillon.local.Service;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/** The parts of a running Carillon end, one at a time, and come back. */
@Disturbing("stops what all tests use")
class PartsTest {
    private final Carillon carillon;

    PartsTest(Lab lab) {
        this.carillon = lab.carillon();
    }

    @Test
    void a_killed_service_is_started_again_as_another_process() throws Exception {
        ProcessHandle before = carillon.handle(Service.VOICEMAIL, 1).orElseThrow();

        carillon.kill(Service.VOICEMAIL, 1);
        before.onExit().get(5, TimeUnit.SECONDS);
        carillon.awaitReady(Service.VOICEMAIL, 1);

        assertThat(carillon.handle(Service.VOICEMAIL, 1))
                .get()
                .extracting(ProcessHandle::pid)
                .isNotEqualTo(before.pid());
    }

    @Test
    void a_stopped_service_stays_down_until_it_is_started() throws Exception {
        carillon.stop(Service.VOICEMAIL, 1);

        assertThat(carillon.handle(Service.VOICEMAIL, 1)).isEmpty();
        carillon.start(Service.VOICEMAIL, 1);
        assertThat(carillon.handle(Service.VOICEMAIL, 1)).isPresent();
    }

    @Test
    void the_topics_survive_a_stop_of_kafka() throws Exception {
        carillon.stopKafka();
        carillon.startKafka();

        assertThat(topics())
                .containsAll(Stream.of(Topic.values()).map(Topic::topicName).collect(Collectors.toSet()));
    }

    @Test
    void what_was_committed_survives_a_stop_of_postgresql() throws Exception {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept AS SELECT 42 AS answer");
        }

        carillon.stopPostgres();
        carillon.startPostgres();

        try (Connection connection = superuser();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT answer FROM kept")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(42);
        }
    }

    @Test
    void nobody_enters_the_database_without_a_password() {
        assertThatThrownBy(() -> DriverManager.getConnection(carillon.jdbcUrl(), "postgres", ""))
                .isInstanceOf(SQLException.class);
    }

    private Connection superuser() throws SQLException {
        return DriverManager.getConnection(carillon.jdbcUrl(), "postgres", carillon.password("postgres"));
    }

    private Set<String> topics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", carillon.kafka()))) {
            return admin.listTopics().names().get(20, TimeUnit.SECONDS);
        }
    }
}
