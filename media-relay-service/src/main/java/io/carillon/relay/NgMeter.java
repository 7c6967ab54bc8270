package io.carillon.relay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.function.IntSupplier;

/** What came to the NG edge. Any thread. */
@ApplicationScoped
class NgMeter {

    /** Datagrams that were no request to be carried out. */
    enum Turned {
        /** Neither a cookie nor anything that could be answered. */
        NOISE,
        /** Answered with an error: not bencoded, or no request. */
        MALFORMED,
        /** From somebody who is not inside. */
        REFUSED,
        /** Answered as the first time, or about to be. */
        REPEATED,
        /** Dropped: too many are waiting. */
        OVERLOADED
    }

    private final MeterRegistry registry;

    @Inject
    NgMeter(MeterRegistry registry) {
        this.registry = registry;
    }

    void holds(IntSupplier calls) {
        Gauge.builder("carillon.ng.calls", calls, IntSupplier::getAsInt)
                .strongReference(true)
                .description("Calls held for proxies that speak NG")
                .register(registry);
    }

    void answered(String command, String result) {
        Counter.builder("carillon.ng.requests")
                .description("NG requests carried out or refused, by command")
                .tag("command", command)
                .tag("result", result)
                .register(registry)
                .increment();
    }

    void turned(Turned outcome) {
        Counter.builder("carillon.ng.datagrams")
                .description("NG datagrams that led to no new request, by what was wrong with them")
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }
}
