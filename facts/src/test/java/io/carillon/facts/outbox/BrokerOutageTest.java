package io.carillon.facts.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.facts.Fact;
import io.carillon.facts.FactStream;
import io.carillon.facts.TestSchema;
import io.carillon.facts.Topic;
import io.carillon.testkit.parts.TestBroker;
import io.carillon.testkit.parts.TestDatabase;
import io.carillon.testkit.parts.TestListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class BrokerOutageTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void facts_written_while_the_broker_is_away_arrive_afterwards_in_order_under_their_ids() throws SQLException {
        TestDatabase.Database database = TestSchema.migrated(TestDatabase.shared());
        DataSource proxy = TestSchema.as("proxy", database);
        FactStream stream = new FactStream(42, 5);
        try (TestBroker broker = TestBroker.start();
                Publishing _ = Publishing.start(proxy, broker.bootstrapServers());
                TestListener listener = TestListener.to(broker.bootstrapServers(), Topic.MEDIA.topicName())) {
            write(proxy, stream.next(300));
            listener.until(heard -> !heard.isEmpty(), LIMIT);
            write(proxy, stream.next(700));

            broker.stop();
            write(proxy, stream.next(1_000));
            broker.restart();
            write(proxy, stream.next(100));

            List<ConsumerRecord<String, String>> heard = listener.until(stream::isIn, LIMIT);
            stream.assertThatAllIsIn(heard);
        }
    }

    @Test
    void a_publisher_that_starts_before_the_broker_waits_for_it() throws SQLException {
        TestDatabase.Database database = TestSchema.migrated(TestDatabase.shared());
        DataSource proxy = TestSchema.as("proxy", database);
        FactStream stream = new FactStream(43, 3);
        try (TestBroker broker = TestBroker.start()) {
            broker.stop();
            try (Publishing publishing = Publishing.start(proxy, broker.bootstrapServers())) {
                write(proxy, stream.next(10));
                assertThat(publishing.published()).isZero();

                broker.restart();

                try (TestListener listener = TestListener.to(broker.bootstrapServers(), Topic.MEDIA.topicName())) {
                    stream.assertThatAllIsIn(listener.until(stream::isIn, LIMIT));
                }
            }
        }
    }

    private static void write(DataSource database, List<Fact> facts) throws SQLException {
        try (Connection connection = database.getConnection()) {
            Outbox.of("call").write(connection, facts);
        }
    }
}
