package io.carillon.local.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.carillon.facts.Topic;
import io.carillon.testkit.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * An integrator: a plain Kafka consumer of every topic of Carillon, from the beginning. It keeps what it read as JSON, in
 * order, doubles included; a stopped broker is waited for. It is in no group, which would make it read again, after an
 * absence of the broker, what it had not committed: doubles of its own. A thread of its own reads, tests ask.
 */
final class FactReader implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final KafkaConsumer<String, String> consumer;
    private final Watch watch = new Watch();
    private final List<JsonNode> facts = new ArrayList<>();
    private final Map<String, List<JsonNode>> byType = new HashMap<>();
    private final Thread reader;

    private FactReader(KafkaConsumer<String, String> consumer) {
        this.consumer = consumer;
        this.reader = Thread.ofPlatform().daemon().name("fact-reader").start(this::read);
    }

    static FactReader follow(String bootstrapServers) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                // What was read is never read again: an offset that the broker lost ends the reader, and its tests.
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none",
                ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "500");
        KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        List<TopicPartition> all = Stream.of(Topic.values())
                .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        return new FactReader(consumer);
    }

    /** Every fact of this type with such data, doubles included, in order. */
    List<JsonNode> facts(String type, Predicate<JsonNode> data) {
        return watch.read(() -> byType.getOrDefault("io.carillon." + type, List.of()).stream()
                .filter(fact -> data.test(fact.path("data")))
                .toList());
    }

    /** Waits for the first fact of this type with such data, which may have come before. */
    JsonNode await(String type, Predicate<JsonNode> data) {
        return await(type, PATIENCE, data);
    }

    JsonNode await(String type, Duration limit, Predicate<JsonNode> data) {
        watch.await(type + " in Kafka", limit, () -> !facts(type, data).isEmpty(), this::recent);
        return facts(type, data).getFirst();
    }

    /** Our own name for a call, by the Call-ID of the caller's leg; waits for its CallStarted. */
    String callId(String sipCallId) {
        return await("CallStarted", data -> data.path("sipCallId").asText().equals(sipCallId))
                .path("data")
                .path("callId")
                .asText();
    }

    /** Every fact of a call, by the Call-ID of the caller's leg, in order; waits for its CallEnded. */
    List<JsonNode> factsOfCall(String sipCallId) {
        return factsOfCall(sipCallId, PATIENCE);
    }

    List<JsonNode> factsOfCall(String sipCallId, Duration limit) {
        JsonNode ended = await(
                "CallEnded",
                limit,
                data -> data.path("callerLeg").path("sipCallId").asText().equals(sipCallId));
        String callId = ended.path("data").path("callId").asText();
        return watch.read(() -> facts.stream()
                .filter(fact -> fact.path("source").asText().equals("/carillon/calls"))
                .filter(fact -> fact.path("data").path("callId").asText().equals(callId))
                .toList());
    }

    static List<String> types(List<JsonNode> some) {
        return some.stream()
                .map(fact -> fact.path("type").asText().replace("io.carillon.", ""))
                .toList();
    }

    private void add(JsonNode fact) {
        facts.add(fact);
        byType.computeIfAbsent(fact.path("type").asText(), _ -> new ArrayList<>())
                .add(fact);
    }

    private String recent() {
        return watch.read(() -> facts.size() + " facts, the last of them:\n"
                + String.join(
                        "\n",
                        facts.subList(Math.max(0, facts.size() - 20), facts.size()).stream()
                                .map(JsonNode::toString)
                                .toList()));
    }

    private void read() {
        try (consumer) {
            while (true) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    JsonNode fact = JSON.readTree(record.value());
                    watch.update(() -> add(fact));
                }
            }
        } catch (WakeupException closed) {
            watch.changed();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a fact that is no JSON", e);
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            reader.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
