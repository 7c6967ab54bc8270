package io.carillon.proxy.call;

import io.carillon.config.sip.AccessList;
import io.carillon.protocol.sip.dialog.SessionTimer;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.account.Provider;
import java.util.List;
import java.util.Optional;

/** Accounts that differ from a plain friend in what a test is about. */
final class Accounts {
    private Accounts() {}

    static Account friend(String name) {
        return account(Account.Type.FRIEND, name, Account.Limits.NONE, SessionTimer.Policy.DEFAULT, Provider.NONE);
    }

    static Account friend(String name, Account.Limits limits) {
        return account(Account.Type.FRIEND, name, limits, SessionTimer.Policy.DEFAULT, Provider.NONE);
    }

    static Account friend(String name, SessionTimer.Policy sessions, Provider provider) {
        return account(Account.Type.FRIEND, name, Account.Limits.NONE, sessions, provider);
    }

    static Account guest() {
        return account(Account.Type.GUEST, "guest", Account.Limits.NONE, SessionTimer.Policy.DEFAULT, Provider.NONE);
    }

    private static Account account(
            Account.Type type, String name, Account.Limits limits, SessionTimer.Policy sessions, Provider provider) {
        return new Account(
                name,
                type,
                "carillon",
                Optional.empty(),
                Optional.empty(),
                "local",
                "",
                name,
                List.of("ulaw"),
                Account.Nat.NO,
                Account.Nat.NO,
                Account.MediaPolicy.RELAYED,
                Optional.empty(),
                AccessList.OPEN,
                limits,
                sessions,
                false,
                provider);
    }
}
