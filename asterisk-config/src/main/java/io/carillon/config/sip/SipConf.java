package io.carillon.config.sip;

import java.util.List;
import java.util.Optional;

/** {@code sip.conf}, read and checked. */
public record SipConf(SipGeneral general, List<Account> accounts, List<Registration> registrations) {
    /** The file's usual name. */
    public static final String FILE = "sip.conf";

    public SipConf {
        accounts = List.copyOf(accounts);
        registrations = List.copyOf(registrations);
    }

    public Optional<Account> account(String name) {
        return accounts.stream().filter(account -> account.name().equals(name)).findFirst();
    }
}
