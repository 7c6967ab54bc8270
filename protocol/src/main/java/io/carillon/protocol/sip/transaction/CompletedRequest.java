package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;

/**
 * A non-INVITE client transaction in its Completed state until Timer K (RFC 3261 §17.1.2.2): it absorbs its answer when that comes
 * again. Its user has been told and is not held.
 */
final class CompletedRequest extends ParkedClientEntry {

    CompletedRequest(ClientKey key, SipRequest sent, long expiresAtNanos) {
        super(key, sent, expiresAtNanos);
    }

    @Override
    public void received(SipResponse response) {
        // Told already.
    }
}
