package io.carillon.facts.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the outboxes a service is responsible for ({@code carillon.outbox.schemas}: its own and
 * {@code configuration}) from the service's start to its end, with the Kafka settings of the service
 * ({@code kafka.*}). Delivery is at least once: a publisher that dies between the broker's acknowledgement and its
 * deletion sends the same events, with the same ids, again.
 */
@ApplicationScoped
public class OutboxPublisher {
    private final DataSource database;
    private final List<String> schemas;
    private final Map<String, Object> kafka;
    private final MeterRegistry metrics;

    private record Running(KafkaSender sender, List<SchemaPublisher> publishers) {}

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
        running = new Running(
                sender,
                schemas.stream()
                        .map(schema -> SchemaPublisher.start(schema, database, sender, new OutboxLag(schema, metrics)))
                        .toList());
    }

    /**
     * Connects to Kafka and learns its topics, so that the first fact after boot does not pay for it (a second or more).
     * Blocks for some seconds at most.
     *
     * @return false if the broker did not answer; nothing is lost by that
     * @throws InterruptedException if the caller is told to stop
     */
    public boolean warmUp() throws InterruptedException {
        Running started = running;
        return started != null && started.sender().warmUp();
    }

    /** After the services' own observers and after the fact writer: what they wrote last may still go out. */
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) ShutdownEvent event) {
        Running started = running;
        if (started != null) {
            started.publishers().forEach(SchemaPublisher::close);
            started.sender().close();
        }
    }
}
