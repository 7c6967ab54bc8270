package io.carillon.protocol.sip.transaction;

/** A server transaction that is parked. */
sealed interface ParkedServerEntry extends ServerEntry, ParkedEntry
        permits AnsweredRequest, AcceptedInvite, RefusalAcknowledged {
    ServerKey key();
}
