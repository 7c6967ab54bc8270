package io.carillon.proxy;

import io.carillon.protocol.media.control.RelayPool;
import io.carillon.proxy.account.AccountDirectory;
import io.carillon.proxy.configuration.DialPlans;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether phones may be sent here: the sockets are open, accounts and a plan are known, a registrar and a relay answer.
 * PostgreSQL going away later does not make a proxy unready: calls between known phones go on.
 */
@Readiness
@ApplicationScoped
class ProxyReadiness implements HealthCheck {
    private final ProxyMain main;
    private final AccountDirectory accounts;
    private final DialPlans plans;
    private final RelayPool relays;

    ProxyReadiness(ProxyMain main, AccountDirectory accounts, DialPlans plans, RelayPool relays) {
        this.main = main;
        this.accounts = accounts;
        this.plans = plans;
        this.relays = relays;
    }

    @Override
    public HealthCheckResponse call() {
        boolean listening = main.running().isPresent();
        boolean registrar =
                main.running().filter(parts -> parts.registrars().anyPresent()).isPresent();
        boolean plan = plans.current().isPresent();
        // A relay that hangs does not make a proxy unready: phones could not even register any more.
        boolean ready = listening && registrar && plan && accounts.loaded() && relays.anyConnected();
        return HealthCheckResponse.named("proxy")
                .status(ready)
                .withData("SIP listeners", listening ? "open" : "not open yet")
                .withData("dial plan", plan ? "in force" : "none committed yet")
                .withData("accounts", accounts.loaded() ? accounts.size() + " known" : "not read yet")
                .withData("registrar", registrar ? "answers" : "none answers")
                .withData("media relay", relays.inWords())
                .build();
    }
}
