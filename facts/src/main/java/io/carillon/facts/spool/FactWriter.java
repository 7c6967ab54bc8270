package io.carillon.facts.spool;

import io.carillon.facts.Fact;
import io.carillon.facts.outbox.Outbox;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Where a service leaves facts that belong to no transaction of its own, such as those of calls: it never blocks, and
 * nothing on the way of a call waits for what it does. Facts reach the outbox of the service's schema
 * ({@code carillon.schema}) a tenth of a second later, two while there are many; while PostgreSQL is away they are kept in a file
 * ({@code carillon.spool.dir}, bounded by {@code carillon.spool.limit} bytes) and follow, in order and under their ids,
 * once it is back, also after a restart. What found no room is counted ({@code carillon.facts.dropped}) and logged.
 *
 * <p>For facts that must be true together with rows use {@link Outbox} in the transaction.
 */
@ApplicationScoped
public class FactWriter {
    private final DataSource database;
    private final Outbox outbox;
    private final Path file;
    private final long limit;
    private final MeterRegistry metrics;
    private volatile @Nullable BehindWriter writer;

    @Inject
    FactWriter(
            DataSource database,
            @ConfigProperty(name = "carillon.schema") String schema,
            @ConfigProperty(name = "carillon.instance") String instance,
            @ConfigProperty(name = "carillon.spool.dir") Path folder,
            @ConfigProperty(name = "carillon.spool.limit") long limit,
            MeterRegistry metrics) {
        this.database = database;
        this.outbox = Outbox.of(schema);
        this.file = folder.resolve(instance + ".facts");
        this.limit = limit;
        this.metrics = metrics;
    }

    /** After the migrations and before the services' own observers, which may record. */
    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) throws IOException {
        BehindWriter started = BehindWriter.start(database, outbox, Spool.open(file, limit));
        FunctionCounter.builder("carillon.facts.dropped", started, BehindWriter::dropped)
                .description("Facts lost because neither PostgreSQL nor the spool had room")
                .register(metrics);
        Gauge.builder("carillon.facts.spooled", started, BehindWriter::spooled)
                .description("Length of the file that keeps facts while PostgreSQL is away")
                .baseUnit("bytes")
                .register(metrics);
        writer = started;
    }

    /**
     * Records facts, in order. Returns at once, on any thread.
     *
     * @throws IllegalStateException before the service has started
     */
    public void record(Fact... facts) {
        BehindWriter started = writer;
        if (started == null) {
            throw new IllegalStateException("the service has not started yet");
        }
        started.record(facts.clone());
    }

    /**
     * Tells, whenever it is asked, whether all that was recorded before now will outlive this process: it is in the outbox or in
     * the spool. What found no room counts too, as nothing more will come of it. Any thread.
     */
    public BooleanSupplier soFar() {
        BehindWriter started = writer;
        return started == null ? () -> true : started.soFar();
    }

    /** After the services' own observers: what they record at the end is written too. */
    void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) ShutdownEvent event) {
        BehindWriter started = writer;
        if (started != null) {
            started.close();
        }
    }
}
