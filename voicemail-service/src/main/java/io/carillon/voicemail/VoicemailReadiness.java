package io.carillon.voicemail;

import io.carillon.protocol.media.control.RelayPool;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether calls may be sent here: the socket is open, and a relay was connected. Relays that go away later do not make
 * voicemail unready: people read their messages over HTTP, and calls get 503 until a relay is back.
 */
@Readiness
@ApplicationScoped
class VoicemailReadiness implements HealthCheck {
    private final VoicemailMain main;
    private final RelayPool relays;
    private volatile boolean hasHadRelay;

    VoicemailReadiness(VoicemailMain main, RelayPool relays) {
        this.main = main;
        this.relays = relays;
    }

    @Override
    public HealthCheckResponse call() {
        boolean listening = main.running().isPresent();
        if (relays.anyConnected()) {
            hasHadRelay = true;
        }
        return HealthCheckResponse.named("voicemail")
                .status(listening && hasHadRelay)
                .withData("SIP listener", listening ? "open" : "not open yet")
                .withData("media relay", relays.inWords())
                .build();
    }
}
