package io.carillon.testkit.parts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Listens to one Kafka topic from its beginning (one partition, as the test broker makes them), as an integrator would.
 * For one thread.
 */
public final class TestListener implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final KafkaConsumer<String, String> consumer;
    private final List<ConsumerRecord<String, String>> heard = new ArrayList<>();

    private TestListener(String bootstrapServers, String topic) {
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "group.id", "test-" + UUID.randomUUID(),
                        "auto.offset.reset", "earliest",
                        "enable.auto.commit", "false",
                        "metadata.max.age.ms", "250"),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.subscribe(List.of(topic));
    }

    /** Listens to a topic, which need not exist yet. */
    public static TestListener to(String bootstrapServers, String topic) {
        return new TestListener(bootstrapServers, topic);
    }

    /**
     * Listens until the condition holds for all that was heard since the beginning, or time is up.
     *
     * @return all that was heard, in order; the caller asserts on it
     */
    public List<ConsumerRecord<String, String>> until(
            Predicate<List<ConsumerRecord<String, String>>> enough, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!enough.test(heard) && System.nanoTime() < end) {
            consumer.poll(POLL).forEach(heard::add);
        }
        return List.copyOf(heard);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
