package io.carillon.proxy.signalling;

import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.sip.transaction.TransactionLayer;

/** What every leg stands on: the signalling loop, its transactions, and who we say we are. */
public record Signalling(Loop loop, TransactionLayer transactions, Identity identity) {}
