package io.carillon.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.facts.MediaFact.LegSilent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Facts of a few calls in random turns, and what an integrator must see of them on {@code carillon.media}. A stream has
 * calls of its own, so that tests may share a broker.
 */
public final class FactStream {
    private final Random random;
    private final String name;
    private final int calls;
    private final List<Fact> made = new ArrayList<>();

    /** Makes a stream whose turns follow from the seed. */
    public FactStream(long seed, int calls) {
        this.random = new Random(seed);
        this.name = FactId.at(Instant.now());
        this.calls = calls;
    }

    /** Returns the next facts. */
    public List<Fact> next(int count) {
        List<Fact> next = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String call = name + "-" + random.nextInt(calls);
            Fact fact = new LegSilent(
                    FactId.at(Instant.now()), Instant.now(), call, "caller", Duration.ofSeconds(made.size()));
            made.add(fact);
            next.add(fact);
        }
        return next;
    }

    /** Tells whether every fact that was made is among the records. */
    public boolean isIn(List<ConsumerRecord<String, String>> records) {
        return ids(records).size() >= made.size();
    }

    /** Asserts that every fact is there under its id and none besides, each call's in order once repetitions are dropped. */
    public void assertThatAllIsIn(List<ConsumerRecord<String, String>> records) {
        assertThat(ids(records))
                .containsExactlyInAnyOrderElementsOf(made.stream().map(Fact::id).toList());
        assertThat(byKey(records)).isEqualTo(byKey());
    }

    /** Returns the ids of this stream's facts, each once. */
    private Set<String> ids(List<ConsumerRecord<String, String>> records) {
        return own(records).stream().map(Fact::id).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Returns this stream's facts among the records, repetitions too. */
    public List<Fact> own(List<ConsumerRecord<String, String>> records) {
        return records.stream()
                .filter(record -> record.key().startsWith(name))
                .map(record -> FactJson.decode(record.value()).orElseThrow())
                .toList();
    }

    private Map<String, List<Fact>> byKey(List<ConsumerRecord<String, String>> records) {
        return own(records).stream().distinct().collect(Collectors.groupingBy(Fact::key));
    }

    private Map<String, List<Fact>> byKey() {
        return made.stream().collect(Collectors.groupingBy(Fact::key));
    }
}
