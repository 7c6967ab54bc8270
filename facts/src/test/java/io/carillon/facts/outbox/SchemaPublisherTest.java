package io.carillon.facts.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.facts.Fact;
import io.carillon.facts.FactJson;
import io.carillon.facts.FactStream;
import io.carillon.facts.MediaFact.LegSilent;
import io.carillon.facts.TestSchema;
import io.carillon.facts.Topic;
import io.carillon.testkit.parts.TestBroker;
import io.carillon.testkit.parts.TestDatabase;
import io.carillon.testkit.parts.TestListener;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemaPublisherTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long SEED = 20250601;

    private final FactStream stream = new FactStream(SEED, 7);
    private TestDatabase.Database database;
    private DataSource proxy;
    private TestListener listener;

    @BeforeEach
    void open() throws SQLException {
        database = TestSchema.migrated(TestDatabase.shared());
        proxy = TestSchema.as("proxy", database);
        listener = TestListener.to(TestBroker.shared(), Topic.MEDIA.topicName());
    }

    @AfterEach
    void close() {
        listener.close();
    }

    @Test
    void facts_arrive_in_the_order_of_their_key_and_leave_the_outbox() throws SQLException {
        Random sizes = new Random(SEED);
        try (Publishing _ = publishing()) {
            for (int i = 0; i < 60; i++) {
                write(stream.next(1 + sizes.nextInt(60)));
            }

            stream.assertThatAllIsIn(listener.until(stream::isIn, LIMIT));
            await().atMost(LIMIT)
                    .until(() -> TestSchema.waiting(database, "call").isEmpty());
        }
    }

    @Test
    void a_record_has_the_key_of_its_fact_and_says_that_it_is_a_cloud_event() throws SQLException {
        Fact fact = stream.next(1).getFirst();
        try (Publishing _ = publishing()) {
            write(List.of(fact));

            ConsumerRecord<String, String> record = listener.until(stream::isIn, LIMIT).stream()
                    .filter(heard -> heard.key().equals(fact.key()))
                    .findFirst()
                    .orElseThrow();

            assertThat(record.value()).isEqualTo(FactJson.encode(fact));
            assertThat(record.headers().lastHeader("content-type").value())
                    .isEqualTo("application/cloudevents+json; charset=UTF-8".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void a_publisher_is_told_of_what_its_process_writes() throws Exception {
        try (Publishing publishing = Publishing.lazily(proxy, TestBroker.shared())) {
            // It is at work, and has nothing to do for an hour.
            await().atMost(LIMIT).until(() -> publishing.lagRows() == 0);
            write(stream.next(1));

            stream.assertThatAllIsIn(listener.until(stream::isIn, LIMIT));
        }
    }

    @Test
    void a_publisher_that_fails_tries_again_after_a_pause_whatever_is_written_meanwhile() throws SQLException {
        asMigrator("REVOKE DELETE ON call.outbox FROM proxy");
        Fact first = stream.next(1).getFirst();
        Instant begun = Instant.now();
        try (Publishing _ = publishing()) {
            write(List.of(first));
            for (int i = 0; i < 40; i++) {
                write(stream.next(1));
            }
            List<ConsumerRecord<String, String>> heard = listener.until(stream::isIn, LIMIT);

            long pauses = Duration.between(begun, Instant.now()).dividedBy(SchemaPublisher.RECONNECT);
            assertThat(stream.own(heard).stream().filter(first::equals).count()).isLessThanOrEqualTo(pauses + 2);
        }
    }

    @Test
    void a_fact_that_is_committed_long_after_it_was_written_is_published_too() throws Exception {
        try (Publishing _ = publishing();
                Connection connection = proxy.getConnection()) {
            connection.setAutoCommit(false);
            Outbox.of("call").write(connection, stream.next(1));
            // The publisher finds other facts of this process meanwhile, and nothing for some rounds.
            write(stream.next(1));
            await().atMost(LIMIT)
                    .until(() -> TestSchema.waiting(database, "call").isEmpty());
            connection.commit();

            stream.assertThatAllIsIn(listener.until(stream::isIn, LIMIT));
        }
    }

    @Test
    void of_two_publishers_one_sends_and_the_other_takes_over() throws SQLException {
        try (Publishing first = publishing()) {
            write(stream.next(50));
            listener.until(stream::isIn, LIMIT);
            try (Publishing second = publishing()) {
                write(stream.next(200));
                List<ConsumerRecord<String, String>> heard = listener.until(stream::isIn, LIMIT);

                assertThat(stream.own(heard)).hasSize(250);
                assertThat(second.published()).isZero();

                first.stop();
                write(stream.next(20));

                stream.assertThatAllIsIn(listener.until(stream::isIn, LIMIT));
                assertThat(second.published()).isEqualTo(20);
            }
        }
    }

    @Test
    void a_publisher_that_fails_between_sending_and_deleting_sends_the_same_id_again() throws SQLException {
        asMigrator("REVOKE DELETE ON call.outbox FROM proxy");
        try (Publishing _ = publishing()) {
            write(stream.next(3));
            List<ConsumerRecord<String, String>> once = listener.until(stream::isIn, LIMIT);
            assertThat(stream.own(once)).hasSizeGreaterThanOrEqualTo(3);

            asMigrator("GRANT DELETE ON call.outbox TO proxy");

            List<ConsumerRecord<String, String>> again =
                    listener.until(heard -> stream.own(heard).size() >= 6, LIMIT);
            stream.assertThatAllIsIn(again);
        }
    }

    @Test
    void a_fact_that_kafka_will_never_take_is_set_aside_and_the_others_flow() throws SQLException {
        Fact tooLarge = new LegSilent(
                "too-large", Instant.EPOCH, "call-" + "x".repeat(2_000_000), "caller", Duration.ofSeconds(10));
        try (Publishing publishing = publishing()) {
            write(stream.next(5));
            write(List.of(tooLarge));
            write(stream.next(5));

            stream.assertThatAllIsIn(listener.until(stream::isIn, LIMIT));
            await().atMost(LIMIT)
                    .until(() -> TestSchema.waiting(database, "call").isEmpty());
            assertThat(publishing.refused()).isEqualTo(1);
        }
        assertThat(setAside())
                .singleElement()
                .asString()
                .startsWith("too-large org.apache.kafka")
                .contains("TooLarge");
    }

    @Test
    void the_lag_is_measured_and_unknown_without_the_database() throws SQLException {
        try (Publishing publishing = publishing()) {
            await().atMost(LIMIT).until(() -> publishing.lagRows() == 0);

            assertThat(publishing.lagSeconds()).isZero();
        }
        asMigrator("REVOKE SELECT ON call.outbox FROM proxy");
        try (Publishing publishing = publishing()) {
            assertThat(publishing.lagRows()).isNaN();
        }
    }

    private Publishing publishing() {
        return Publishing.start(proxy, TestBroker.shared());
    }

    private void write(List<Fact> facts) throws SQLException {
        try (Connection connection = proxy.getConnection()) {
            Outbox.of("call").write(connection, facts);
        }
    }

    private List<String> setAside() throws SQLException {
        try (Connection connection = proxy.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT id || ' ' || error FROM call.outbox_refused ORDER BY position")) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all;
        }
    }

    private void asMigrator(String sql) throws SQLException {
        try (Connection connection = database.connect("carillon_migrator");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
