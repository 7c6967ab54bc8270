package io.carillon.facts.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class KafkaSenderTest {
    private final Answering broker = new Answering();
    private final KafkaSender sender = new KafkaSender(broker, new SimpleMeterRegistry());

    @Test
    void what_is_refused_for_good_is_handed_back_with_the_reason_and_the_others_go_on() throws Exception {
        List<Waiting> facts = facts(5);
        broker.refuses("1", new RecordTooLargeException("2000000 bytes"));
        broker.refuses("2", new TopicAuthorizationException("carillon.calls"));
        broker.refuses("3", new SerializationException("not text"));

        List<Refused> refused = sender.send(facts);

        assertThat(refused).extracting(Refused::fact).containsExactlyElementsOf(facts.subList(1, 4));
        assertThat(refused.getFirst().error()).contains("RecordTooLargeException", "2000000 bytes");
        assertThat(broker.taken).containsExactly("0", "4");
    }

    @Test
    void an_outage_is_waited_for_and_refuses_nothing() throws Exception {
        broker.refuses("1", new NotEnoughReplicasException("one of two"));
        broker.refuses("1", new TimeoutException("no metadata"));

        assertThat(sender.send(facts(3))).isEmpty();

        assertThat(broker.taken).containsExactlyInAnyOrder("0", "1", "2");
    }

    @Test
    void nothing_overtakes_a_fact_that_the_producer_does_not_take_yet() throws Exception {
        broker.throwsAt("1", new TimeoutException("the topic is not known"));

        assertThat(sender.send(facts(3))).isEmpty();

        assertThat(broker.taken).containsExactly("0", "1", "2");
    }

    private static List<Waiting> facts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Waiting(i, "id-" + i, "carillon.calls", Integer.toString(i), "{}"))
                .toList();
    }

    /** A producer that takes records at once, but for some by their key. */
    private static final class Answering extends MockProducer<String, String> {
        private record Refusal(String key, KafkaException reason, boolean thrown) {}

        private final List<String> taken = new ArrayList<>();
        private final Queue<Refusal> refusals = new ArrayDeque<>();

        Answering() {
            super(true, new RoundRobinPartitioner(), new StringSerializer(), new StringSerializer());
        }

        void refuses(String key, KafkaException reason) {
            refusals.add(new Refusal(key, reason, false));
        }

        void throwsAt(String key, KafkaException reason) {
            refusals.add(new Refusal(key, reason, true));
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<String, String> message) {
            Refusal next = refusals.peek();
            if (next != null && next.key().equals(message.key())) {
                refusals.remove();
                if (next.thrown()) {
                    throw next.reason();
                }
                return CompletableFuture.failedFuture(next.reason());
            }
            taken.add(message.key());
            return super.send(message);
        }
    }
}
