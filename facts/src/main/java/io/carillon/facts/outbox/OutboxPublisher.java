package io.carillon.facts.outbox;

import io.carillon.facts.FactJson;
import io.carillon.facts.VoicemailFact.MessageHeard;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the outboxes a service is responsible for ({@code carillon.outbox.schemas}: its own and
 * {@code configuration}) from the service's start to its end, with the Kafka settings of the service
 * ({@code kafka.*}). Delivery is at least once: a publisher that dies between the broker's acknowledgement and its
 * deletion sends the same events, with the same ids, again.
 */
@ApplicationScoped
public class OutboxPublisher {
    private static final Logger LOG = Logger.getLogger(OutboxPublisher.class);

    private final DataSource database;
    private final List<String> schemas;
    private final Map<String, Object> kafka;
    private final MeterRegistry metrics;

    private record Running(KafkaSender sender, List<SchemaPublisher> publishers, Thread warming) {}

    private volatile @Nullable Running running;

    @Inject
    OutboxPublisher(
            DataSource database,
            @ConfigProperty(name = "carillon.outbox.schemas") List<String> schemas,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            MeterRegistry metrics) {
        this.database = database;
        this.schemas = schemas;
        this.kafka = kafka;
        this.metrics = metrics;
    }

    /** After the migrations and before the services' own observers. */
    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
        KafkaSender sender = new KafkaSender(KafkaSender.producer(kafka), metrics);
        List<SchemaPublisher> publishers = schemas.stream()
                .map(schema -> SchemaPublisher.start(
                        SchemaPublisher.Pace.USUAL, schema, database, sender, new OutboxLag(schema, metrics)))
                .toList();
        // An interrupt ends it: the shutdown does not wait for a broker that is away.
        Thread warming = Thread.ofVirtual().name("outbox-warm-up").start(() -> warmInBackground(sender));
        running = new Running(sender, publishers, warming);
    }

    /**
     * Connects to Kafka, learns its topics and writes a fact to nowhere, so that the first fact after boot does not pay
     * for it (a second or more). Done once at start, in the background; a service that wants it done before it calls
     * itself ready calls it too. Blocks for some seconds at most.
     *
     * @return false if the broker did not answer; nothing is lost by that
     * @throws InterruptedException if the caller is told to stop
     */
    public boolean warmUp() throws InterruptedException {
        Running started = running;
        return started != null && warm(started.sender());
    }

    private static boolean warm(KafkaSender sender) throws InterruptedException {
        FactJson.encode(new MessageHeard("warm-up", Instant.now(), "warm-up"));
        return sender.warmUp();
    }

    private static void warmInBackground(KafkaSender sender) {
        try {
            warm(sender);
        } catch (InterruptedException stopping) {
            LOG.debug("stopped before Kafka was warm");
        }
    }

    /** After the services' own observers and after the fact writer: what they wrote last may still go out. */
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) ShutdownEvent event) {
        Running started = running;
        if (started != null) {
            started.warming().interrupt();
            started.publishers().forEach(SchemaPublisher::finish);
            started.publishers().forEach(SchemaPublisher::close);
            started.sender().close();
        }
    }
}
