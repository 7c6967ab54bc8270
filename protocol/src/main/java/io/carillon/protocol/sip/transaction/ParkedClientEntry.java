package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.SipRequest;

/** A client transaction that is parked. */
abstract sealed class ParkedClientEntry implements ClientEntry, ParkedEntry
        permits SettledInvite, RefusedInvite, CompletedRequest {
    private final ClientKey key;
    private final HostPort sentBy;
    private final long expiresAtNanos;

    /** @param sent the request, or what has its Via */
    ParkedClientEntry(ClientKey key, SipRequest sent, long expiresAtNanos) {
        this.key = key;
        this.sentBy = sent.topVia().sentBy();
        this.expiresAtNanos = expiresAtNanos;
    }

    @Override
    public final ClientKey key() {
        return key;
    }

    @Override
    public final HostPort sentBy() {
        return sentBy;
    }

    @Override
    public final long expiresAtNanos() {
        return expiresAtNanos;
    }
}
