package io.carillon.proxy.call;

import io.carillon.protocol.media.LegId;
import io.carillon.proxy.account.Account;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Whose the legs of a call are, who has left, and that each account has a call more as long as its leg takes part. Used by the call's
 * virtual thread.
 */
final class Parties {
    private final AccountCalls calls;
    private final Map<LegId, Account> accounts = new HashMap<>();
    private final Map<LegId, AccountCalls.Counted> counted = new HashMap<>();
    private final Map<LegId, Departure> departures = new HashMap<>();

    /** @param call the caller's, as it is counted already */
    Parties(AccountCalls calls, Account caller, AccountCalls.Counted call) {
        this.calls = calls;
        accounts.put(Bridge.CALLER, caller);
        counted.put(Bridge.CALLER, call);
    }

    AccountCalls calls() {
        return calls;
    }

    /** A contact of this account is called. */
    void called(LegId leg, Account callee) {
        accounts.put(leg, callee);
    }

    /** One of those called takes part from now on. */
    void answered(LegId leg, AccountCalls.Counted call) {
        counted.put(leg, call);
    }

    /** These of those called did not answer, or too late. */
    void lost(List<LegId> legs) {
        legs.forEach(accounts::remove);
    }

    /** Somebody comes from another call; whatever the account's limit says, it has this call already. */
    void arrived(LegId leg, Account account) {
        accounts.put(leg, account);
        counted.put(leg, calls.goesOn(account));
    }

    /** The party of this leg takes no part any more. */
    void left(LegId leg) {
        AccountCalls.Counted call = counted.remove(leg);
        if (call != null) {
            call.close();
        }
    }

    /** The party has left by itself, whether or not the plan looks at it at present. */
    void departed(LegId leg, Departure how) {
        departures.put(leg, how);
    }

    /** How this party left, if it did. */
    Optional<Departure> departure(LegId leg) {
        return Optional.ofNullable(departures.get(leg));
    }

    Account of(LegId leg) {
        return Objects.requireNonNull(accounts.get(leg), "every leg has its account");
    }

    /** The call is over. */
    void end() {
        counted.values().forEach(AccountCalls.Counted::close);
    }
}
