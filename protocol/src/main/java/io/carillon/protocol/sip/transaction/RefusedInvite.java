package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.transport.Flow;

/**
 * An INVITE of ours in its Completed state until timer D (RFC 3261 §17.1.1.2): all that can still come is the same refusal, which
 * gets the same ACK. Its user has been told and is not held.
 */
final class RefusedInvite extends ParkedClientEntry {
    private final TransactionLayer layer;
    private final byte[] ack;
    private final Flow flow;

    RefusedInvite(TransactionLayer layer, ClientKey key, SipRequest ack, Flow flow, long expiresAtNanos) {
        super(key, ack, expiresAtNanos);
        this.layer = layer;
        this.ack = ack.encode();
        this.flow = flow;
    }

    @Override
    public void received(SipResponse response) {
        if (response.status() >= 300) {
            layer.sendAgain(ack, flow);
        }
    }
}
