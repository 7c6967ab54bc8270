package io.carillon.proxy;

import io.carillon.facts.CallFact.CallEnded;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.transaction.Trace;
import io.carillon.protocol.sip.transport.Flow;
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

/** What Prometheus is told of SIP and of calls. The trace runs on the signalling loop, the rest on any thread. */
@ApplicationScoped
class ProxyMetrics implements Trace {
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
    private final Map<Answer, Counter> answersSent = new HashMap<>();
    private final Map<Answer, Counter> answersReceived = new HashMap<>();
    private final Timer setUp;
    private final CallsInProgress callsInProgress = new CallsInProgress();

    /** Both are bounded: unknown methods count as one, and a status has three digits. */
    private record Answer(String method, int status) {}

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
                    .description("Calls in progress")
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }

    /** Whoever runs calls keeps it. */
    CallsInProgress callsInProgress() {
        return callsInProgress;
    }

    @Override
    public void received(SipMessage message, Flow flow) {
        if (message instanceof SipResponse response && response.isFinal()) {
            count(answersReceived, "carillon.sip.responses.received", "Final responses to our requests", response);
        }
    }

    @Override
    public void sent(SipMessage message, Flow flow) {
        if (message instanceof SipResponse response && response.isFinal()) {
            count(answersSent, "carillon.sip.responses.sent", "Final responses to requests of others", response);
        }
    }

    private void count(Map<Answer, Counter> counters, String metric, String meaning, SipResponse response) {
        Method method = response.cseq().method();
        String name = SHOWN.contains(method) ? method.name() : "other";
        counters.computeIfAbsent(
                        new Answer(name, response.status()),
                        answer -> Counter.builder(metric)
                                .description(meaning)
                                .tag("method", answer.method())
                                .tag("status", Integer.toString(answer.status()))
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
