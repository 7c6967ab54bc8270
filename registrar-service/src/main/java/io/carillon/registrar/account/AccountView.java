package io.carillon.registrar.account;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * An account as HTTP shows it: never its secret.
 *
 * @param origin file (sip.conf) or http
 * @param hasSecret whether its requests are challenged
 */
@RegisterForReflection
public record AccountView(
        String name,
        String origin,
        boolean hasSecret,
        @JsonUnwrapped AccountDetails details) {

    static AccountView of(AccountEntity account) {
        return new AccountView(account.name, account.origin, account.ha1Md5 != null, account.details());
    }
}
