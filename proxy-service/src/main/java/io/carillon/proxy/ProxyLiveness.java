package io.carillon.proxy;

import io.carillon.protocol.datagram.Pulse;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Whether the signalling loop still works: without it no call begins or ends, and only another process helps. */
@Liveness
@ApplicationScoped
class ProxyLiveness implements HealthCheck {
    private final ProxyMain main;

    ProxyLiveness(ProxyMain main) {
        this.main = main;
    }

    @Override
    public HealthCheckResponse call() {
        // Before the start is over there is nothing to feel; whoever waits for it asks for readiness.
        boolean beats = main.running().map(parts -> Pulse.beats(parts.loop())).orElse(true);
        return HealthCheckResponse.named("signalling loop").status(beats).build();
    }
}
