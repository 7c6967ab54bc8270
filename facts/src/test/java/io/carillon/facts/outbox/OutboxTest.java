package io.carillon.facts.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.facts.Fact;
import io.carillon.facts.MediaFact.LegSilent;
import io.carillon.facts.TestSchema;
import io.carillon.testkit.parts.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private TestDatabase.Database database;

    @BeforeEach
    void open() throws SQLException {
        database = TestSchema.migrated(TestDatabase.shared());
    }

    @Test
    void facts_wait_in_the_order_they_were_given() throws SQLException {
        List<Fact> facts =
                IntStream.range(0, 1000).mapToObj(i -> silent("id-" + i)).toList();
        try (Connection connection = database.connect("proxy")) {
            Outbox.of("call").write(connection, facts);
        }

        assertThat(TestSchema.waiting(database, "call"))
                .isEqualTo(facts.stream().map(Fact::id).toList());
    }

    @Test
    void facts_of_a_transaction_that_is_rolled_back_never_were() throws SQLException {
        try (Connection connection = database.connect("proxy")) {
            connection.setAutoCommit(false);
            Outbox.of("call").write(connection, List.of(silent("id-1")));

            connection.rollback();
        }

        assertThat(TestSchema.waiting(database, "call")).isEmpty();
    }

    @Test
    void a_nul_in_what_a_phone_sent_spoils_nothing() throws SQLException {
        try (Connection connection = database.connect("proxy")) {
            Outbox.of("call").write(connection, List.of(silent("id\0-1")));
        }

        assertThat(TestSchema.waiting(database, "call")).containsExactly("id-1");
    }

    @Test
    void whoever_publishes_here_is_told_of_what_is_written_here_until_that_is_unwanted() throws SQLException {
        AtomicInteger told = new AtomicInteger();
        Runnable publisher = told::incrementAndGet;
        // An outbox is its process's: tests beside this one write to others.
        Outbox outbox = Outbox.of("voicemail");
        outbox.onWrite(publisher);
        try (Connection connection = database.connect("voicemail")) {
            outbox.write(connection, List.of(silent("id-1")));
            outbox.write(connection, List.of());
            outbox.notOnWrite(publisher);

            outbox.write(connection, List.of(silent("id-2")));
        }

        assertThat(told).hasValue(1);
    }

    @Test
    void the_name_of_a_schema_is_no_way_into_sql() {
        assertThatThrownBy(() -> Outbox.of("call.outbox; --")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Fact silent(String id) {
        return new LegSilent(id, Instant.EPOCH, "call-1", "caller", Duration.ofSeconds(10));
    }
}
