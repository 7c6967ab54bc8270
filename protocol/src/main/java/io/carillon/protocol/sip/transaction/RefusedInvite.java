package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.transport.Flow;

/**
 * An INVITE of ours in its Completed state until timer D (RFC 3261 §17.1.1.2): all that can still come is the same refusal, which
 * gets the same ACK. Its user has been told and is not held.
 */
final class RefusedInvite implements ParkedClientEntry {
    private final TransactionLayer layer;
    private final ClientKey key;
    private final HostPort sentBy;
    private final byte[] ack;
    private final Flow flow;
    private final long expiresAtNanos;

    RefusedInvite(TransactionLayer layer, ClientKey key, SipRequest ack, Flow flow, long expiresAtNanos) {
        this.layer = layer;
        this.key = key;
        this.sentBy = ack.topVia().sentBy();
        this.ack = ack.encode();
        this.flow = flow;
        this.expiresAtNanos = expiresAtNanos;
    }

    @Override
    public ClientKey key() {
        return key;
    }

    @Override
    public HostPort sentBy() {
        return sentBy;
    }

    @Override
    public long expiresAtNanos() {
        return expiresAtNanos;
    }

    @Override
    public void received(SipResponse response) {
        if (response.status() >= 300) {
            layer.sendAgain(ack, flow);
        }
    }
}
