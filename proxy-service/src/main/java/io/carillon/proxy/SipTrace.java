package io.carillon.proxy;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.transaction.Trace;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.proxy.trace.SipDebug;
import jakarta.enterprise.context.ApplicationScoped;

/** Every message, told to whoever shows them, and every outcome, told to whoever counts. On the signalling loop. */
@ApplicationScoped
class SipTrace implements Trace {
    private final ProxyMetrics metrics;
    private final SipDebug debug;

    SipTrace(ProxyMetrics metrics, SipDebug debug) {
        this.metrics = metrics;
        this.debug = debug;
    }

    @Override
    public void received(SipMessage message, Flow flow) {
        debug.received(message, flow);
    }

    @Override
    public void sent(SipMessage message, Flow flow) {
        debug.sent(message, flow);
    }

    @Override
    public void answered(Method method, int status) {
        metrics.answered(method, status);
    }

    @Override
    public void completed(Method method, int status) {
        metrics.completed(method, status);
    }

    @Override
    public void timedOut(Method method) {
        metrics.timedOut(method);
    }
}
