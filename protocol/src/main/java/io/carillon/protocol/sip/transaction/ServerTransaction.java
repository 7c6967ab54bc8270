package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.transport.Flow;

/** A request being answered (RFC 3261 §17.2). Used on the loop. */
public interface ServerTransaction {
    SipRequest request();

    /** The way back to the sender (RFC 3261 §18.2.2, RFC 3581); answers take it. */
    Flow flow();

    /** The tag in the To of every answer but 100: the request's own, else one made for this transaction. */
    String toTag();

    /**
     * Sends a provisional or final response; a To without a tag gets {@link #toTag()}. For an INVITE, 2xx may follow 2xx (the core retransmits it until the ACK,
     * §13.3.1.4); any other response after a final one is dropped.
     */
    void respond(SipResponse response);

    /** Sends 100 now rather than after 200 ms (§17.2.1); nothing if any response was sent. */
    void trying();

    /** Whether a final response was given. */
    boolean answered();
}
