package io.carillon.proxy;

import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.transaction.Trace;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.proxy.trace.SipDebug;
import jakarta.enterprise.context.ApplicationScoped;

/** Every message, told to those who count and to those who show. On the signalling loop. */
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
        metrics.received(message, flow);
        debug.received(message, flow);
    }

    @Override
    public void sent(SipMessage message, Flow flow) {
        metrics.sent(message, flow);
        debug.sent(message, flow);
    }
}
