package io.carillon.facts.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.facts.Fact;
import io.carillon.facts.FactStream;
import io.carillon.facts.TestSchema;
import io.carillon.facts.Topic;
import io.carillon.facts.outbox.Outbox;
import io.carillon.facts.outbox.Publishing;
import io.carillon.testkit.parts.TestBroker;
import io.carillon.testkit.parts.TestDatabase;
import io.carillon.testkit.parts.TestListener;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseOutageTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long PLENTY = 1 << 26;

    private static TestDatabase server;

    private final FactStream stream = new FactStream(99, 5);

    @TempDir
    Path folder;

    private TestDatabase.Database database;
    private DataSource proxy;

    @BeforeAll
    static void start() {
        server = TestDatabase.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() throws SQLException {
        database = TestSchema.migrated(server.create());
        proxy = TestSchema.as("proxy", database);
    }

    @Test
    void facts_reach_the_outbox_in_order() throws Exception {
        List<Fact> facts = stream.next(2_000);
        try (BehindWriter writer = writer(PLENTY)) {
            facts.forEach(writer::record);
        }

        assertThat(TestSchema.waiting(database, "call"))
                .isEqualTo(facts.stream().map(Fact::id).toList());
    }

    @Test
    void facts_recorded_while_postgresql_is_away_follow_when_it_is_back_under_their_ids() throws Exception {
        try (Publishing _ = Publishing.start(proxy, TestBroker.shared());
                TestListener listener = TestListener.to(TestBroker.shared(), Topic.MEDIA.topicName());
                BehindWriter writer = writer(PLENTY)) {
            stream.next(300).forEach(writer::record);
            listener.until(heard -> !stream.own(heard).isEmpty(), LIMIT);
            stream.next(300).forEach(writer::record);

            server.stop();
            stream.next(1_000).forEach(writer::record);
            await().atMost(LIMIT).until(() -> writer.spooled() > 0);
            server.restart();
            stream.next(300).forEach(writer::record);

            stream.assertThatAllIsIn(listener.until(stream::isIn, LIMIT));
            assertThat(writer.dropped()).isZero();
        }
    }

    @Test
    void a_process_that_ends_while_postgresql_is_away_leaves_its_facts_to_the_next() throws Exception {
        List<Fact> facts = stream.next(400);
        server.stop();
        try (BehindWriter writer = writer(PLENTY)) {
            facts.forEach(writer::record);
        }
        server.restart();

        try (BehindWriter _ = writer(PLENTY)) {
            await().atMost(LIMIT)
                    .until(() -> TestSchema.waiting(database, "call").size() == 400);
        }
        assertThat(TestSchema.waiting(database, "call"))
                .isEqualTo(facts.stream().map(Fact::id).toList());
    }

    @Test
    void facts_are_not_told_as_kept_while_the_database_still_writes_them() throws Exception {
        try (BehindWriter writer = writer(PLENTY);
                Connection holder = database.connect("carillon_migrator")) {
            holder.setAutoCommit(false);
            execute(holder, "LOCK TABLE call.outbox IN EXCLUSIVE MODE");
            stream.next(10).forEach(writer::record);
            BooleanSupplier kept = writer.soFar();
            await().atMost(LIMIT).until(() -> waitsForALock(holder));

            assertThat(kept.getAsBoolean()).isFalse();

            holder.rollback();
            await().atMost(LIMIT).until(kept::getAsBoolean);
            assertThat(TestSchema.waiting(database, "call")).hasSize(10);
        }
    }

    @Test
    void facts_in_the_spool_are_told_as_kept() throws Exception {
        server.stop();
        try (BehindWriter writer = writer(PLENTY)) {
            stream.next(10).forEach(writer::record);

            await().atMost(LIMIT).until(writer.soFar()::getAsBoolean);

            assertThat(writer.dropped()).isZero();
        } finally {
            server.restart();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean waitsForALock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT 1 FROM pg_locks WHERE NOT granted")) {
            return row.next();
        }
    }

    @Test
    void what_finds_no_room_is_counted() throws Exception {
        server.stop();
        try (BehindWriter writer = writer(2_000)) {
            stream.next(100).forEach(writer::record);

            await().atMost(LIMIT).until(() -> writer.dropped() > 0);
        } finally {
            server.restart();
        }
    }

    private BehindWriter writer(long limit) throws IOException {
        return BehindWriter.start(proxy, Outbox.of("call"), Spool.open(folder.resolve("proxy-1.facts"), limit));
    }
}
