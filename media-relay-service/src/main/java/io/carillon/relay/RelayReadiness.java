package io.carillon.relay;

import io.carillon.relay.session.MediaLoop;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when every media loop runs and would get ports for a new leg. */
@Readiness
class RelayReadiness implements HealthCheck {

    private static final String NAME = "media loops and RTP ports";

    /** A loop that needs longer than this for an empty task carries no speech either. */
    private static final long PATIENCE_MILLIS = 1_000;

    private final Relay relay;

    @Inject
    RelayReadiness(Relay relay) {
        this.relay = relay;
    }

    @Override
    public HealthCheckResponse call() {
        List<CompletableFuture<Boolean>> answers =
                relay.loops().stream().map(MediaLoop::canOpenPorts).toList();
        try {
            for (CompletableFuture<Boolean> answer : answers) {
                if (!answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                    return down("no pair of ports can be bound in " + relay.ports());
                }
            }
            return HealthCheckResponse.named(NAME)
                    .up()
                    .withData("ports", relay.ports().toString())
                    .build();
        } catch (TimeoutException | ExecutionException e) {
            return down("a media loop does not answer: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return down("interrupted");
        }
    }

    private static HealthCheckResponse down(String why) {
        return HealthCheckResponse.named(NAME).down().withData("why", why).build();
    }
}
