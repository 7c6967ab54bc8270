package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.SipRequest;

/** What the layer keeps under a server key. */
sealed interface ServerEntry permits OpenServerTransaction, ParkedServerEntry {
    void retransmitted();

    void acknowledged(SipRequest ack);
}
