package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.SipResponse;

/** What the layer keeps under a client key. */
sealed interface ClientEntry permits OpenClientTransaction, ParkedClientEntry {
    ClientKey key();

    /** What its Via calls us. */
    HostPort sentBy();

    void received(SipResponse response);
}
