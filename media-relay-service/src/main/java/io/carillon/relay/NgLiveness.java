package io.carillon.relay;

import io.carillon.protocol.datagram.Pulse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Whether the NG edge still answers, where it is not switched off. */
@Liveness
@ApplicationScoped
class NgLiveness implements HealthCheck {

    private final NgEdge edge;

    @Inject
    NgLiveness(NgEdge edge) {
        this.edge = edge;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("NG loop")
                .status(edge.loop().map(Pulse::beats).orElse(true))
                .build();
    }
}
