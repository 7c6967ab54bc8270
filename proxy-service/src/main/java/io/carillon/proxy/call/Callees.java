package io.carillon.proxy.call;

import io.carillon.proxy.account.Account;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The accounts of one Dial: each has a call more while its phones ring, the one that answers until the Dial is over. */
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

    /** The Dial is decided: only this account keeps its call. */
    void keep(Optional<String> answered) {
        counted.forEach((name, call) -> {
            if (!answered.equals(Optional.of(name))) {
                call.ifPresent(AccountCalls.Counted::close);
            }
        });
    }

    @Override
    public void close() {
        keep(Optional.empty());
    }
}
