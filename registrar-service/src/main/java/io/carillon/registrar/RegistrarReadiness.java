package io.carillon.registrar;

import io.carillon.registrar.account.AccountDirectory;
import io.carillon.registrar.account.SipSettings;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether REGISTER may be sent here: the internal listener is open, a sip.conf is in force, accounts are known and the
 * database takes commits. Unlike a proxy, a registrar is of no use without PostgreSQL.
 */
@Readiness
@ApplicationScoped
class RegistrarReadiness implements HealthCheck {
    private final RegistrarMain main;
    private final SipSettings settings;
    private final AccountDirectory accounts;

    RegistrarReadiness(RegistrarMain main, SipSettings settings, AccountDirectory accounts) {
        this.main = main;
        this.settings = settings;
        this.accounts = accounts;
    }

    @Override
    public HealthCheckResponse call() {
        boolean listening = main.address().isPresent();
        boolean configured = settings.current().isPresent();
        boolean reachable = main.isDatabaseReachable();
        return HealthCheckResponse.named("registrar")
                .status(listening && configured && reachable && accounts.isLoaded())
                .withData("SIP listener", listening ? "open" : "not open yet")
                .withData(
                        "sip.conf",
                        settings.current()
                                .map(now -> "revision " + now.revision())
                                .orElseGet(main::whyNotConfigured))
                .withData("accounts", accounts.isLoaded() ? accounts.size() + " known" : "not read yet")
                .withData("database", reachable ? "reachable" : "away")
                .build();
    }
}
