package io.carillon.proxy.account;

import java.util.List;
import java.util.Optional;

/** Every account and line, in memory. Any thread. */
public interface KnownAccounts {
    Optional<Account> find(String name);

    /** Those that sip.conf says more of than of a phone: where they are, or that they are to be asked for. */
    List<Account> providers();

    /** Our own registrations. */
    List<ProviderLine> lines();
}
