package io.carillon.proxy.call;

import io.carillon.proxy.account.Account;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** The accounts of one Dial: each has a call more while its phones ring. */
final class Callees implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Callees.class);

    private final AccountCalls calls;
    /** By name; empty for one that is busy. */
    private final Map<String, Optional<AccountCalls.Counted>> counted = new HashMap<>();

    Callees(AccountCalls calls) {
        this.calls = calls;
    }

    /** Whether a phone of this account may ring; asked for each of its contacts, and counted once. */
    boolean mayRing(Account callee) {
        return counted.computeIfAbsent(callee.name(), _ -> begin(callee)).isPresent();
    }

    private Optional<AccountCalls.Counted> begin(Account callee) {
        Optional<AccountCalls.Counted> call = calls.taken(callee);
        if (call.isEmpty()) {
            LOG.infof("%s is busy: it has as many calls as its call-limit or busylevel says", callee.name());
        }
        return call;
    }

    boolean anyBusy() {
        return counted.containsValue(Optional.<AccountCalls.Counted>empty());
    }

    /** The call of the account that has answered, which the Dial no longer counts. */
    AccountCalls.Counted take(Account answered) {
        return Optional.ofNullable(counted.remove(answered.name()))
                .flatMap(Function.identity())
                .orElseThrow();
    }

    /** The Dial is decided, or given up. */
    @Override
    public void close() {
        counted.values().forEach(call -> call.ifPresent(AccountCalls.Counted::close));
    }
}
