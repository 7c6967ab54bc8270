package io.carillon.proxy;

import io.carillon.facts.CallFact.CallEnded;
import io.carillon.protocol.sip.Method;
import io.carillon.proxy.call.CallsInProgress;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What Prometheus is told of SIP and of calls. What the trace says comes on the signalling loop, the rest on any thread. */
@ApplicationScoped
class ProxyMetrics {
    private static final Set<Method> SHOWN = Set.of(
            Method.INVITE,
            Method.BYE,
            Method.CANCEL,
            Method.REGISTER,
            Method.OPTIONS,
            Method.INFO,
            Method.UPDATE,
            Method.REFER,
            Method.SUBSCRIBE,
            Method.NOTIFY,
            Method.MESSAGE);

    private final MeterRegistry registry;
    private final Map<Outcome, Counter> outcomes = new HashMap<>();
    private final Timer setUp;
    private final CallsInProgress callsInProgress = new CallsInProgress();

    /** Bounded: two sides, unknown methods count as one, and a status has three digits. */
    private record Outcome(String side, String method, String status) {}

    ProxyMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.setUp = Timer.builder("carillon.call.setup")
                .description("From the INVITE to the answer")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(10))
                .maximumExpectedValue(Duration.ofMinutes(2))
                .register(registry);
        for (CallsInProgress.State state : CallsInProgress.State.values()) {
            Gauge.builder("carillon.calls", callsInProgress, calls -> calls.in(state))
                    .description("Calls in progress, by how far they are")
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }

    /** Whoever runs calls keeps it. */
    CallsInProgress callsInProgress() {
        return callsInProgress;
    }

    void answered(Method method, int status) {
        count("server", method, Integer.toString(status));
    }

    void completed(Method method, int status) {
        count("client", method, Integer.toString(status));
    }

    void timedOut(Method method) {
        count("client", method, "timeout");
    }

    private void count(String side, Method method, String status) {
        outcomes.computeIfAbsent(
                        new Outcome(side, SHOWN.contains(method) ? method.name() : "other", status),
                        outcome -> Counter.builder("carillon.sip.transactions")
                                .description(
                                        "Requests that have ended, of others (server) and ours (client), once each")
                                .tag("side", outcome.side())
                                .tag("method", outcome.method())
                                .tag("status", outcome.status())
                                .register(registry))
                .increment();
    }

    void ended(CallEnded call) {
        call.answer().ifPresent(answer -> setUp.record(Duration.between(call.start(), answer)));
        Counter.builder("carillon.calls.ended")
                .description("Calls that are over, by SIP status and Q.850 cause")
                .tag("status", Integer.toString(call.sipStatus()))
                .tag("cause", Integer.toString(call.cause()))
                .register(registry)
                .increment();
    }
}
