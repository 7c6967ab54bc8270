package io.carillon.relay;

import io.carillon.protocol.datagram.Pulse;
import io.carillon.relay.session.MediaLoop;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Whether every media loop, and that of media control, still works: the sessions of one that does not are silent, and never move to another. */
@Liveness
@ApplicationScoped
class RelayLiveness implements HealthCheck {

    private final Relay relay;
    private final ControlDatagrams control;

    @Inject
    RelayLiveness(Relay relay, ControlDatagrams control) {
        this.relay = relay;
        this.control = control;
    }

    @Override
    public HealthCheckResponse call() {
        List<MediaLoop> loops = relay.loops();
        long alive = loops.stream().filter(MediaLoop::isAlive).count();
        return HealthCheckResponse.named("media loops")
                .status(alive == loops.size() && Pulse.beats(control.loop()))
                .withData("alive", alive)
                .withData("loops", loops.size())
                .build();
    }
}
