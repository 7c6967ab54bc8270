package io.carillon.relay;

import io.carillon.relay.session.MediaLoop;
import io.carillon.relay.session.PacketTotals;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.ToLongFunction;

/** What the relay holds and carries, read when it is scraped. */
@ApplicationScoped
class RelayMetrics {

    void register(@Observes StartupEvent event, Relay relay, MeterRegistry registry) {
        Gauge.builder("carillon.media.sessions", relay, r -> overLoops(r, MediaLoop::sessions))
                .description("Sessions held")
                .register(registry);
        Gauge.builder("carillon.media.ports.used", relay, r -> r.ports().inUse())
                .description("Pairs of RTP ports in use")
                .register(registry);
        Gauge.builder("carillon.media.ports", relay, r -> r.ports().size())
                .description("Pairs of RTP ports in the configured range")
                .register(registry);
        FunctionCounter.builder("carillon.media.packets.relayed", relay, r -> total(r, PacketTotals::relayed))
                .description("RTP packets sent on to a party")
                .register(registry);
        FunctionCounter.builder("carillon.media.packets.said", relay, r -> total(r, PacketTotals::said))
                .description("RTP packets of our own: prompts, tones, music")
                .register(registry);
        dropped(relay, registry, "stranger", PacketTotals::strangers);
        dropped(relay, registry, "malformed", PacketTotals::malformed);
        dropped(relay, registry, "unheard", PacketTotals::unheard);
        dropped(relay, registry, "unsent", PacketTotals::unsent);
    }

    private static void dropped(
            Relay relay, MeterRegistry registry, String reason, ToLongFunction<PacketTotals> figure) {
        FunctionCounter.builder("carillon.media.packets.dropped", relay, r -> total(r, figure))
                .description("Packets received and sent on to nobody: from a stranger, neither RTP nor RTCP, unheard by"
                        + " anybody, or not taken by the kernel")
                .tag("reason", reason)
                .register(registry);
    }

    private static long total(Relay relay, ToLongFunction<PacketTotals> figure) {
        return overLoops(relay, loop -> figure.applyAsLong(loop.totals()));
    }

    private static long overLoops(Relay relay, ToLongFunction<MediaLoop> figure) {
        return relay.loops().stream().mapToLong(figure).sum();
    }
}
