package io.carillon.local;

import io.carillon.facts.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code events}: the facts that Kafka holds, one JSON document a line, oldest first. */
@Command(name = "events", description = "Prints the facts in Kafka as JSON lines.", mixinStandardHelpOptions = true)
final class EventsCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(500);

    @Mixin
    private Where where = new Where();

    @Parameters(arity = "0..1", paramLabel = "TOPIC", description = "carillon.calls or calls, … (default: all of them)")
    private @Nullable String topic;

    @Option(names = "--follow", description = "goes on with what is added; Ctrl-C ends it")
    private boolean follow;

    @Override
    public Integer call() throws CannotStart, IOException {
        if (!DataDirectory.isInUse(where.data())) {
            throw new CannotStart("No Carillon runs on the data of " + where.data()
                    + ": start it with ./carillon up, or name its --data.");
        }
        RunState state = RunState.read(where.data())
                .orElseThrow(() -> new CannotStart("Carillon is still starting: try again when it is ready."));
        EngineLog.silence();
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                state.kafka(),
                "key.deserializer",
                StringDeserializer.class,
                "value.deserializer",
                StringDeserializer.class);
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(properties)) {
            print(consumer, topics());
        }
        return 0;
    }

    private Set<String> topics() throws CannotStart {
        Set<String> all = Stream.of(Topic.values()).map(Topic::topicName).collect(Collectors.toSet());
        if (topic == null) {
            return all;
        }
        String name = topic.startsWith("carillon.") ? topic : "carillon." + topic;
        if (!all.contains(name)) {
            throw new CannotStart("There is no topic " + topic + "; there are: "
                    + all.stream().sorted().collect(Collectors.joining(", ")) + ".");
        }
        return Set.of(name);
    }

    private void print(KafkaConsumer<String, String> consumer, Set<String> topics) {
        List<TopicPartition> partitions = topics.stream()
                .flatMap(name -> consumer.partitionsFor(name).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (follow || ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            print(consumer.poll(POLL));
        }
    }

    /** Between partitions nothing promises an order; the time is the best there is for a reader. */
    private static void print(ConsumerRecords<String, String> records) {
        StreamSupport.stream(records.spliterator(), false)
                .sorted(Comparator.comparingLong(ConsumerRecord::timestamp))
                .forEach(record -> System.out.println(record.value()));
        System.out.flush();
    }
}
