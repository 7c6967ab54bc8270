package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.SipRequest;

/**
 * An INVITE server transaction in its Confirmed state until Timer I (RFC 3261 §17.2.1): it absorbs what comes again, and still
 * knows the tag for the answer to a late CANCEL.
 *
 * @param merge under which the layer knows the INVITE by its other way (§8.2.2.2)
 */
record RefusalAcknowledged(ServerKey key, MergeKey merge, String toTag, long expiresAtNanos)
        implements ParkedServerEntry {

    @Override
    public void retransmitted() {
        // Older than the ACK that followed its answer.
    }

    @Override
    public void acknowledged(SipRequest ack) {
        // Once more.
    }
}
