package io.carillon.registrar;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Whether the signalling loop still works: without it no REGISTER is answered, and only another process helps. */
@Liveness
@ApplicationScoped
class RegistrarLiveness implements HealthCheck {
    private final RegistrarMain main;

    RegistrarLiveness(RegistrarMain main) {
        this.main = main;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("signalling loop")
                .status(main.isLoopAlive())
                .build();
    }
}
