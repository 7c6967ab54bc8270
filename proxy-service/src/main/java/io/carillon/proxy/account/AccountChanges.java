package io.carillon.proxy.account;

import io.carillon.facts.ConfigurationFact.AccountChanged;
import io.carillon.facts.FactJson;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Hears on Kafka that an account has changed, so that the change holds here at once; whatever is missed is seen within a
 * second, because the directory looks by itself. Nothing depends on Kafka. On the worker threads of its channel.
 */
@ApplicationScoped
class AccountChanges {
    private final AccountDirectory accounts;

    AccountChanges(AccountDirectory accounts) {
        this.accounts = accounts;
    }

    @Incoming("configuration")
    void told(String event) {
        if (FactJson.decode(event).filter(AccountChanged.class::isInstance).isPresent()) {
            accounts.soon();
        }
    }
}
