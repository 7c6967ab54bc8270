package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.transport.Flow;

/**
 * An INVITE server transaction in its Accepted state (RFC 6026 §7.1) until Timer L: it absorbs retransmissions, passes
 * ACKs on to the user, and still knows the tag for the answer to a late CANCEL. The 2xx is repeated by the user, who
 * holds the transaction itself for as long as that is due.
 *
 * @param merge under which the layer knows the INVITE by its other way (§8.2.2.2)
 * @param flow the way back to the caller
 */
record AcceptedInvite(
        TransactionLayer layer, ServerKey key, MergeKey merge, String toTag, Flow flow, long expiresAtNanos)
        implements ParkedServerEntry {

    @Override
    public void retransmitted() {
        // The user sends its 2xx again by its own timer (RFC 3261 §13.3.1.4).
    }

    @Override
    public void acknowledged(SipRequest ack) {
        layer.user().ack(ack, flow);
    }
}
