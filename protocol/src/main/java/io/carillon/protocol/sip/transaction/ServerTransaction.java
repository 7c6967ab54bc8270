package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.transport.Flow;

/** A request being answered (RFC 3261 §17.2). Used on the loop. */
public interface ServerTransaction {
    SipRequest request();

    /** Where the request came from; answers leave this way. */
    Flow flow();

    /**
     * Sends a provisional or final response. For an INVITE, 2xx may follow 2xx (the core retransmits it until the ACK,
     * §13.3.1.4); any other response after a final one is dropped.
     */
    void respond(SipResponse response);

    /** Sends 100 now rather than after 200 ms (§17.2.1); nothing if any response was sent. */
    void trying();

    /** Whether a final response was given. */
    boolean answered();
}
