package io.carillon.facts.outbox;

import io.carillon.facts.FactJson;
import io.carillon.facts.Outage;
import io.carillon.facts.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/**
 * Sends batches of facts to Kafka and comes back when the broker has them all on its disk's way ({@code acks=all}),
 * however long that takes. The producer is idempotent and never gives a record up by itself, so that the order of a key
 * survives an outage. What Kafka will never take, however often it is asked, is handed back instead, so that the others
 * flow. Memory is bounded by the batches that wait, one a schema. Thread-safe.
 */
final class KafkaSender implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(KafkaSender.class);
    private static final List<Header> HEADERS =
            List.of(new RecordHeader("content-type", FactJson.CONTENT_TYPE.getBytes(StandardCharsets.UTF_8)));
    /** A broker that acknowledges nothing for so long is called away. */
    private static final Duration SILENCE = Duration.ofSeconds(3);
    /** How long a send may wait for the whereabouts of a topic. */
    private static final Duration METADATA = Duration.ofSeconds(3);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Producer<String, String> producer;
    private final Map<String, Counter> published = new HashMap<>();
    private final Map<String, Counter> refused = new HashMap<>();
    /** Kinds of refusal a topic has met: each is logged once. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    private final Outage outage = new Outage(LOG, "Kafka", "facts wait in the outbox");

    KafkaSender(Producer<String, String> producer, MeterRegistry metrics) {
        this.producer = producer;
        for (Topic topic : Topic.values()) {
            published.put(
                    topic.topicName(),
                    Counter.builder("carillon.facts.published")
                            .description("Facts that Kafka acknowledged")
                            .tag("topic", topic.topicName())
                            .register(metrics));
            refused.put(
                    topic.topicName(),
                    Counter.builder("carillon.facts.refused")
                            .description("Facts that Kafka will never take, set aside")
                            .tag("topic", topic.topicName())
                            .register(metrics));
        }
    }

    /** Makes a producer with what the order and the patience above need, on top of the service's Kafka settings. */
    static Producer<String, String> producer(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, METADATA.toMillis());
        all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        all.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        all.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        all.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, "carillon-outbox");
        return new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
    }

    /**
     * Sends the facts in order and waits until each is acknowledged or refused for good.
     *
     * @return those that Kafka will never take
     * @throws InterruptedException if the thread is told to stop; some facts may have arrived
     */
    List<Refused> send(List<Waiting> facts) throws InterruptedException {
        List<Refused> never = new ArrayList<>();
        List<Waiting> left = facts;
        while (!left.isEmpty()) {
            left = attempt(left, never);
            if (!left.isEmpty()) {
                Thread.sleep(PAUSE);
            }
        }
        outage.off();
        return never;
    }

    /** Returns those that are to be sent again, in order. */
    private List<Waiting> attempt(List<Waiting> facts, List<Refused> never) throws InterruptedException {
        List<Future<RecordMetadata>> answers = new ArrayList<>(facts.size());
        for (Waiting fact : facts) {
            answers.add(hand(fact));
        }
        List<Waiting> again = new ArrayList<>();
        for (int i = 0; i < facts.size(); i++) {
            Waiting fact = facts.get(i);
            Optional<Throwable> refusal = refusal(answers.get(i));
            if (refusal.isEmpty()) {
                count(published, fact);
            } else if (isForGood(refusal.get())) {
                never.add(refused(fact, refusal.get()));
            } else {
                outage.on(refusal.get().toString());
                again.add(fact);
            }
        }
        return again;
    }

    /** Hands a fact to the producer; nothing behind it is handed over before. */
    private Future<RecordMetadata> hand(Waiting fact) throws InterruptedException {
        ProducerRecord<String, String> message =
                new ProducerRecord<>(fact.topic(), null, null, fact.key(), fact.event(), HEADERS);
        while (true) {
            Future<RecordMetadata> answer = offer(message);
            // A producer that knows no broker refuses at once: those behind must not overtake.
            if (answer.state() != Future.State.FAILED || isForGood(answer.exceptionNow())) {
                return answer;
            }
            outage.on(answer.exceptionNow().toString());
            Thread.sleep(PAUSE);
        }
    }

    private Future<RecordMetadata> offer(ProducerRecord<String, String> message) throws InterruptedException {
        try {
            return producer.send(message);
        } catch (InterruptException stopping) {
            throw interrupted(stopping);
        } catch (KafkaException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    /** Why Kafka did not take a fact; empty when it did. Waits for the answer. */
    private Optional<Throwable> refusal(Future<RecordMetadata> answer) throws InterruptedException {
        while (true) {
            try {
                answer.get(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
                return Optional.empty();
            } catch (TimeoutException notYet) {
                outage.on("no acknowledgement for " + SILENCE.toSeconds() + " s");
            } catch (ExecutionException refused) {
                return Optional.of(refused.getCause() == null ? refused : refused.getCause());
            }
        }
    }

    /** About the record or its topic, and the same tomorrow; anything else is an outage. */
    private static boolean isForGood(Throwable refusal) {
        return switch (refusal) {
            case RecordTooLargeException _,
                    InvalidRecordException _,
                    InvalidTopicException _,
                    TopicAuthorizationException _,
                    SerializationException _ -> true;
            default -> false;
        };
    }

    private Refused refused(Waiting fact, Throwable refusal) {
        count(refused, fact);
        if (told.add(fact.topic() + " " + refusal.getClass().getName())) {
            LOG.errorf(
                    "Kafka will never take fact %s of %s (%s): it is set aside in outbox_refused, as others of its kind"
                            + " will be without a word",
                    fact.id(), fact.topic(), refusal);
        }
        return new Refused(fact, refusal.toString());
    }

    private static void count(Map<String, Counter> counters, Waiting fact) {
        Counter counter = counters.get(fact.topic());
        if (counter != null) {
            counter.increment();
        }
    }

    /**
     * Learns where the topics are and connects, which the first send would otherwise pay for.
     *
     * @return false if the broker did not answer in time
     */
    boolean warmUp() throws InterruptedException {
        try {
            for (Topic topic : Topic.values()) {
                producer.partitionsFor(topic.topicName());
            }
            return true;
        } catch (InterruptException stopping) {
            throw interrupted(stopping);
        } catch (KafkaException away) {
            outage.on(away.toString());
            return false;
        }
    }

    private static InterruptedException interrupted(InterruptException stopping) {
        // Kafka has set the flag again; the checked exception carries it from here.
        Thread.interrupted();
        InterruptedException interrupted = new InterruptedException("told to stop");
        interrupted.initCause(stopping);
        return interrupted;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
