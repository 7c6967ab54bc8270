package io.carillon.proxy.signalling;

import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.sip.transaction.TransactionLayer;
import io.carillon.proxy.locate.DeadHops;

/** What every leg stands on: the signalling loop, its transactions, who we say we are, and who lately did not answer. */
public record Signalling(Loop loop, TransactionLayer transactions, Identity identity, DeadHops dead) {}
