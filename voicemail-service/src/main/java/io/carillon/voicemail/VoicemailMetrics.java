package io.carillon.voicemail;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.transaction.Trace;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.voicemail.call.CallOutcome;
import io.carillon.voicemail.call.Calls;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Set;

/** What Prometheus is told of SIP and of calls. What the trace says comes on the signalling loop, the rest on any thread. */
@ApplicationScoped
class VoicemailMetrics implements Trace {
    private static final Set<Method> SHOWN =
            Set.of(Method.INVITE, Method.BYE, Method.CANCEL, Method.OPTIONS, Method.INFO, Method.UPDATE);

    private final MeterRegistry registry;

    VoicemailMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void watch(Calls calls) {
        Gauge.builder("carillon.voicemail.calls", calls, Calls::size)
                .description("Calls that are talking with voicemail")
                .register(registry);
    }

    void ended(CallOutcome outcome) {
        Counter.builder("carillon.voicemail.calls.ended")
                .description("Calls to voicemail that are over")
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }

    @Override
    public void received(SipMessage message, Flow flow) {
        // Messages are not counted, transactions are.
    }

    @Override
    public void sent(SipMessage message, Flow flow) {
        // As for those received.
    }

    @Override
    public void answered(Method method, int status) {
        count("server", method, Integer.toString(status));
    }

    @Override
    public void completed(Method method, int status) {
        count("client", method, Integer.toString(status));
    }

    @Override
    public void timedOut(Method method) {
        count("client", method, "timeout");
    }

    /** Bounded: two sides, unknown methods count as one, and a status has three digits. */
    private void count(String side, Method method, String status) {
        Counter.builder("carillon.sip.transactions")
                .description("Requests that have ended, of others (server) and ours (client), once each")
                .tag("side", side)
                .tag("method", SHOWN.contains(method) ? method.name() : "other")
                .tag("status", status)
                .register(registry)
                .increment();
    }
}
