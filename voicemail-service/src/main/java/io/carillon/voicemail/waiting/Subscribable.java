package io.carillon.voicemail.waiting;

import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.transaction.ServerTransaction;

/** What phones can subscribe to (RFC 6665). On the signalling loop. */
public interface Subscribable {
    /** Whether a request belongs to a subscription that is known here. */
    boolean has(SipRequest request);

    /** SUBSCRIBE, the first one or a refresh; it is answered. */
    void subscribe(ServerTransaction transaction);
}
