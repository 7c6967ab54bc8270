package io.carillon.relay;

import io.carillon.protocol.media.LegFigures;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** How good the sound of the legs was that have ended. Any thread. */
@ApplicationScoped
class LegMeter {

    private final DistributionSummary loss;
    private final DistributionSummary jitter;

    @Inject
    LegMeter(MeterRegistry registry) {
        loss = DistributionSummary.builder("carillon.media.leg.loss")
                .description("Share of a leg's RTP packets that never came, over its life")
                .serviceLevelObjectives(0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2)
                .register(registry);
        jitter = DistributionSummary.builder("carillon.media.leg.jitter")
                .description("Interarrival jitter of a leg's RTP at its end (RFC 3550)")
                .baseUnit("milliseconds")
                .serviceLevelObjectives(1, 2, 5, 10, 20, 50, 100)
                .register(registry);
    }

    void ended(LegFigures figures) {
        // A leg that was rung and never heard says nothing about the network.
        if (figures.packetsReceived() > 0) {
            loss.record(figures.lossFraction());
            jitter.record(figures.jitterMillis());
        }
    }
}
