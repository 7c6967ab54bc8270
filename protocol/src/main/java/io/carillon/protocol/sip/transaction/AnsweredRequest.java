package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.transport.Flow;

/**
 * A non-INVITE server transaction in its Completed state, in its smallest form: thousands of these wait out Timer J
 * under load, and all that can still happen to one is a retransmission.
 */
final class AnsweredRequest implements ServerEntry {
    final ServerKey key;
    final long expiresAtNanos;
    private final TransactionLayer layer;
    private final Flow flow;
    private final byte[] answer;

    AnsweredRequest(TransactionLayer layer, ServerKey key, Flow flow, byte[] answer, long expiresAtNanos) {
        this.layer = layer;
        this.key = key;
        this.flow = flow;
        this.answer = answer;
        this.expiresAtNanos = expiresAtNanos;
    }

    @Override
    public void retransmitted() {
        layer.sendAgain(answer, flow);
    }

    @Override
    public void acknowledged(SipRequest ack) {
        // An ACK has the key of an INVITE, and an INVITE is never kept in this form.
        throw new IllegalStateException("ACK for " + key.method());
    }
}
