package io.carillon.testkit.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class RealPartsTest {
    @Test
    void a_database_that_was_stopped_comes_back_with_its_data() throws Exception {
        try (TestDatabase server = TestDatabase.start()) {
            TestDatabase.Database database = server.create();
            try (Connection connection = database.connect("carillon_migrator")) {
                connection.createStatement().execute("CREATE SCHEMA location");
            }
            server.stop();
            assertThatThrownBy(() -> database.connect("registrar")).isInstanceOf(SQLException.class);

            server.restart();

            try (Connection connection = database.connect("carillon_migrator")) {
                connection.createStatement().execute("DROP SCHEMA location");
            }
        }
    }

    @Test
    void a_broker_that_was_stopped_comes_back_with_its_log() throws Exception {
        try (TestBroker broker = TestBroker.start()) {
            try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", broker.bootstrapServers()),
                    new StringSerializer(),
                    new StringSerializer())) {
                producer.send(new ProducerRecord<>("news", "key", "value")).get();
            }
            broker.stop();

            broker.restart();

            try (TestListener listener = TestListener.to(broker.bootstrapServers(), "news")) {
                assertThat(listener.until(heard -> !heard.isEmpty(), Duration.ofSeconds(20)))
                        .hasSize(1);
            }
        }
    }
}
