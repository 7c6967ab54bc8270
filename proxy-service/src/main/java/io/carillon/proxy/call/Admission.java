package io.carillon.proxy.call;

import io.carillon.protocol.sip.transaction.ServerTransaction;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.configuration.DialPlans;

/**
 * An INVITE that may have its plan: it is known whose it is, and that there is something to run.
 *
 * @param plan stays that of this call, whatever is committed later
 */
record Admission(ServerTransaction transaction, Account caller, String extension, DialPlans.Numbered plan) {}
