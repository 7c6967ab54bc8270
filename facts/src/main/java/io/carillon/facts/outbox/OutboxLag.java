package io.carillon.facts.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The gauges of one outbox: rows that wait, and the age of the oldest. NaN while PostgreSQL is away. Thread-safe. */
final class OutboxLag {
    private final AtomicReference<OutboxReader.@Nullable Lag> last = new AtomicReference<>();

    OutboxLag(String schema, MeterRegistry metrics) {
        Gauge.builder("carillon.outbox.rows", this, OutboxLag::rows)
                .description("Facts that wait for Kafka")
                .tag("schema", schema)
                .register(metrics);
        Gauge.builder("carillon.outbox.lag", this, OutboxLag::seconds)
                .description("Age of the oldest fact that waits for Kafka")
                .baseUnit("seconds")
                .tag("schema", schema)
                .register(metrics);
    }

    void is(OutboxReader.Lag lag) {
        last.set(lag);
    }

    void unknown() {
        last.set(null);
    }

    private double rows() {
        OutboxReader.Lag lag = last.get();
        return lag == null ? Double.NaN : lag.rows();
    }

    private double seconds() {
        OutboxReader.Lag lag = last.get();
        return lag == null ? Double.NaN : lag.age().toMillis() / 1000.0;
    }
}
