package io.carillon.facts.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;

/** A publisher of the schema {@code call} as one replica of the proxy runs it. */
public final class Publishing implements AutoCloseable {
    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final KafkaSender sender;
    private final SchemaPublisher publisher;

    private Publishing(SchemaPublisher.Pace pace, DataSource database, String bootstrapServers) {
        this.sender = new KafkaSender(KafkaSender.producer(Map.of("bootstrap.servers", bootstrapServers)), metrics);
        this.publisher = SchemaPublisher.start(pace, "call", database, sender, new OutboxLag("call", metrics));
    }

    /** Starts to publish. */
    public static Publishing start(DataSource database, String bootstrapServers) {
        return new Publishing(SchemaPublisher.Pace.USUAL, database, bootstrapServers);
    }

    /** Looks so rarely for what it is not told of that no test sees it. */
    static Publishing lazily(DataSource database, String bootstrapServers) {
        Duration never = Duration.ofHours(1);
        Duration soon = Duration.ofMillis(50);
        return new Publishing(new SchemaPublisher.Pace(soon, soon, never, never), database, bootstrapServers);
    }

    double published() {
        return sum("carillon.facts.published");
    }

    double refused() {
        return sum("carillon.facts.refused");
    }

    private double sum(String name) {
        return metrics.get(name).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    double lagRows() {
        return metrics.get("carillon.outbox.rows").gauge().value();
    }

    double lagSeconds() {
        return metrics.get("carillon.outbox.lag").gauge().value();
    }

    /** Ends it as the end of its service does; doing so twice is harmless. */
    void stop() {
        publisher.close();
        sender.close();
    }

    @Override
    public void close() {
        stop();
    }
}
