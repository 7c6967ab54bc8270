package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.transport.Flow;

/**
 * A non-INVITE server transaction in its Completed state until Timer J: all that can still happen to it is a
 * retransmission, which gets the same bytes.
 */
final class AnsweredRequest implements ParkedServerEntry {
    private final TransactionLayer layer;
    private final ServerKey key;
    private final Flow flow;
    private final byte[] answer;
    private final long expiresAtNanos;

    AnsweredRequest(TransactionLayer layer, ServerKey key, Flow flow, byte[] answer, long expiresAtNanos) {
        this.layer = layer;
        this.key = key;
        this.flow = flow;
        this.answer = answer;
        this.expiresAtNanos = expiresAtNanos;
    }

    @Override
    public ServerKey key() {
        return key;
    }

    @Override
    public long expiresAtNanos() {
        return expiresAtNanos;
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
