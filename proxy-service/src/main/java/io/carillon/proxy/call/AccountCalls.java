package io.carillon.proxy.call;

import io.carillon.proxy.account.Account;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How many calls each account has here, those it made and those that ring at it or that it took, and whether there may be
 * one more (sip.conf's {@code call-limit} and {@code busylevel}). One call is counted once for an account, however many of
 * its phones ring. Calls of another proxy are not seen. Any thread.
 */
public final class AccountCalls {
    private final ConcurrentMap<String, Integer> calls = new ConcurrentHashMap<>();

    /** One call that is counted until this is closed; closing it again does nothing. */
    interface Counted extends AutoCloseable {
        @Override
        void close();
    }

    /** A call that the account makes; empty where it has as many as it may. */
    Optional<Counted> made(Account caller) {
        return count(caller, caller.limits().calls().orElse(Integer.MAX_VALUE));
    }

    /** A call to the account; empty where it is busy. */
    Optional<Counted> taken(Account callee) {
        return count(callee, callee.limits().busyFrom());
    }

    /** A call of another party, in whose place the account comes: it goes on, whatever the limit says. */
    Counted goesOn(Account account) {
        return count(account, Integer.MAX_VALUE).orElseThrow();
    }

    /** How many calls this account has. */
    int of(String account) {
        return calls.getOrDefault(account, 0);
    }

    private Optional<Counted> count(Account account, int most) {
        if (account.isGuest()) {
            return Optional.of(() -> {});
        }
        AtomicBoolean counted = new AtomicBoolean();
        calls.compute(account.name(), (_, number) -> {
            int before = number == null ? 0 : number;
            counted.set(before < most);
            return before < most ? Integer.valueOf(before + 1) : number;
        });
        return counted.get() ? Optional.of(once(account.name(), counted)) : Optional.empty();
    }

    private Counted once(String account, AtomicBoolean counted) {
        return () -> {
            if (counted.compareAndSet(true, false)) {
                calls.computeIfPresent(account, (_, number) -> number == 1 ? null : Integer.valueOf(number - 1));
            }
        };
    }
}
