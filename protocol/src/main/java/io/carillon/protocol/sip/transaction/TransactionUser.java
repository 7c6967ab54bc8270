package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.transport.Flow;

/** What stands above the transaction layer: a UAS core, registrar or proxy (RFC 3261 §5). Called on the loop. */
public interface TransactionUser {
    /**
     * Offers a request before a transaction is made for it. A core that forwards or answers it statelessly (with
     * {@link TransactionLayer#sendStateless}) says true, and the layer forgets it. Never called for ACK and CANCEL.
     */
    default boolean stateless(SipRequest request, Flow flow) {
        return false;
    }

    /** A new request; each gets exactly one final response. */
    void request(ServerTransaction transaction, SipRequest request);

    /** An ACK that belongs to no transaction of ours: for a 2xx, end to end (§13.2.2.4). */
    void ack(SipRequest ack, Flow flow);

    /** A CANCEL matched this INVITE, which has no final response yet; the layer has answered the CANCEL. */
    void cancelled(ServerTransaction invite, SipRequest cancel);

    /** A response that matches no transaction: to a statelessly forwarded request, or late. */
    void strayResponse(SipResponse response, Flow flow);
}
