package io.carillon.proxy.relay;

import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaEvent;
import io.carillon.protocol.media.MediaJson;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.SessionId;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClientOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The media relays this proxy was given, and which of them holds which session. May be used on any thread. */
@ApplicationScoped
public class RelayPool {
    private static final Logger LOG = Logger.getLogger(RelayPool.class);

    private final List<Counted> relays;
    private final Map<SessionId, Consumer<MediaEvent>> listeners = new ConcurrentHashMap<>();

    private record Counted(Relay relay, AtomicInteger sessions) {}

    RelayPool(
            Vertx vertx,
            @ConfigProperty(name = "carillon.relays") List<URI> addresses,
            @ConfigProperty(name = "carillon.instance") String instance,
            @ConfigProperty(name = "carillon.http.token") Optional<String> token) {
        var client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxFrameSize(MediaJson.MAX_FRAME)
                .setMaxMessageSize(MediaJson.MAX_FRAME));
        // The name changes with each start of this process, because its request ids begin again.
        String clientName = instance + "-" + ProcessHandle.current().pid() + "-" + System.currentTimeMillis();
        relays = addresses.stream()
                .map(address -> new Relay(vertx, client, address, clientName, token.orElse(null), this::told))
                .map(relay -> new Counted(relay, new AtomicInteger()))
                .toList();
    }

    /**
     * Makes the pool and its client here, on the main thread: made by the first HTTP request, they would belong to the
     * HTTP server and end with it, before the calls.
     */
    void start(@Observes StartupEvent event) {
        relays.forEach(counted -> counted.relay().connect());
    }

    void stop(@Observes ShutdownEvent event) {
        relays.forEach(counted -> counted.relay().close());
    }

    /**
     * A session at the connected relay that holds the fewest of ours, rather at one that has answered what it was asked
     * last; empty when no relay is connected.
     *
     * @param callId the SIP Call-ID that the relay's log lines about it will carry
     */
    public Optional<MediaSession> open(SessionId id, String callId, Consumer<MediaEvent> listener) {
        return relays.stream()
                .filter(counted -> counted.relay().connected())
                .min(Comparator.comparing((Counted counted) -> !counted.relay().answering())
                        .thenComparingInt(counted -> counted.sessions().get()))
                .map(counted -> {
                    counted.sessions().incrementAndGet();
                    listeners.put(id, listener);
                    return new MediaSession(counted.relay(), id, callId, () -> {
                        listeners.remove(id);
                        counted.sessions().decrementAndGet();
                    });
                });
    }

    /** Whether a call could be anchored now. */
    public boolean anyConnected() {
        return relays.stream().anyMatch(counted -> counted.relay().connected());
    }

    /** Whether a connected relay answers what it is asked. */
    public boolean anyAnswering() {
        return relays.stream().anyMatch(counted -> counted.relay().answering());
    }

    private void told(Relay by, MediaEvent event) {
        switch (event) {
            case MediaEvent.Quality quality -> pass(quality.session(), event);
            case MediaEvent.Silent silent -> pass(silent.session(), event);
            case MediaEvent.Digit digit -> pass(digit.session(), event);
            case MediaEvent.Played played -> pass(played.session(), event);
            case MediaEvent.StillThere(List<SessionId> sessions) -> keep(by, sessions);
        }
    }

    private void pass(SessionId session, MediaEvent event) {
        Consumer<MediaEvent> listener = listeners.get(session);
        if (listener != null) {
            listener.accept(event);
        }
    }

    /** A relay that does not answer will ask again before it gives the session up. */
    private static void kept(List<MediaReply> replies) {
        LOG.debugf("kept: %s", replies);
    }

    private void keep(Relay by, List<SessionId> asked) {
        List<MediaCommand> keep = asked.stream()
                .filter(listeners::containsKey)
                .<MediaCommand>map(MediaCommand.Keep::new)
                .toList();
        if (!keep.isEmpty()) {
            var _ = by.tell(keep).thenAccept(RelayPool::kept);
        }
    }
}
