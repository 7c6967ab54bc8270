package io.carillon.protocol.sip.transaction;

/** An INVITE of ours that is parked. */
sealed interface ParkedClientEntry extends ClientEntry, ParkedEntry permits SettledInvite, RefusedInvite {}
