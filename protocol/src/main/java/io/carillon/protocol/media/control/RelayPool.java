package io.carillon.protocol.media.control;

import io.carillon.protocol.datagram.DatagramLoop;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaEvent;
import io.carillon.protocol.media.MediaJson;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.SessionId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The media relays a service was given, and which of them holds which of its sessions. May be used on any thread.
 */
public final class RelayPool implements MediaRelays, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RelayPool.class);

    /** How long a relay may take to take a TCP connection, and to close a WebSocket. */
    private static final Duration CONNECTING = Duration.ofSeconds(2);

    private static final Comparator<Counted> BETTER = Comparator.comparing(
                    (Counted counted) -> !counted.relay().answering())
            .thenComparingInt(counted -> counted.sessions().get());

    private final WebSocketClient client;
    private final List<Counted> relays;
    private final Map<SessionId, Held> sessions = new ConcurrentHashMap<>();

    private record Counted(Relay relay, AtomicInteger sessions) {}

    private record Held(Relay at, SessionListener listener) {}

    /**
     * @param clientName tells this process from others and from those it was before, because its request ids begin anew
     * @param token that the relays ask for, where they do
     */
    public RelayPool(Vertx vertx, List<URI> addresses, String clientName, Optional<String> token) {
        client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setConnectTimeout((int) CONNECTING.toMillis())
                .setClosingTimeout((int) CONNECTING.toSeconds())
                .setMaxFrameSize(MediaJson.MAX_FRAME)
                .setMaxMessageSize(MediaJson.MAX_FRAME));
        relays = addresses.stream()
                .map(address -> new Relay(vertx, client, address, clientName, token, new Holder()))
                .map(relay -> new Counted(relay, new AtomicInteger()))
                .toList();
    }

    /** Connects to the relays, and from now on again to those that are lost. */
    public void connect() {
        relays.forEach(counted -> counted.relay().connect());
    }

    /** From now on requests go as datagrams to relays that take them; this loop, which turns anyway, sends and receives them. */
    public void sendOn(DatagramLoop loop) {
        relays.forEach(counted -> counted.relay().sendOn(loop));
    }

    /** Whatever waits or is asked from now on is answered as by a relay that is away. */
    @Override
    public void close() {
        List<Future<Void>> left =
                relays.stream().map(counted -> counted.relay().close()).toList();
        Future.join(left).onComplete(_ -> client.close());
    }

    /**
     * A session at the connected relay that holds the fewest of ours, rather at one that has answered what it was asked
     * last; empty when no relay is connected.
     */
    @Override
    public Optional<MediaSession> open(SessionId id, String callId, SessionListener listener) {
        @Nullable Counted best = null;
        for (Counted counted : relays) {
            if (counted.relay().connected() && (best == null || BETTER.compare(counted, best) < 0)) {
                best = counted;
            }
        }
        return Optional.ofNullable(best).map(chosen -> open(chosen, id, callId, listener));
    }

    /**
     * A session at this relay, where another of the call is; empty when it is none of ours, or is not connected. No
     * relay is connected to because a message names it.
     *
     * @param relay as {@link MediaSession#relayAddress} says
     * @param callId the SIP Call-ID that the relay's log lines about it will carry
     */
    public Optional<MediaSession> openAt(URI relay, SessionId id, String callId, SessionListener listener) {
        return relays.stream()
                .filter(counted -> counted.relay().address().equals(relay)
                        && counted.relay().connected())
                .findFirst()
                .map(counted -> open(counted, id, callId, listener));
    }

    private MediaSession open(Counted counted, SessionId id, String callId, SessionListener listener) {
        counted.sessions().incrementAndGet();
        sessions.put(id, new Held(counted.relay(), listener));
        return new RelaySession(counted.relay(), id, callId, () -> {
            sessions.remove(id);
            counted.sessions().decrementAndGet();
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

    /** How they are, for probes and people. */
    public String inWords() {
        if (!anyConnected()) {
            return "none connected";
        }
        return anyAnswering() ? "answers" : "connected, does not answer";
    }

    private final class Holder implements Relay.Client {
        @Override
        public void told(Relay by, MediaEvent event) {
            switch (event) {
                case MediaEvent.Quality quality -> pass(quality.session(), event);
                case MediaEvent.Silent silent -> pass(silent.session(), event);
                case MediaEvent.Digit digit -> pass(digit.session(), event);
                case MediaEvent.Played played -> pass(played.session(), event);
                case MediaEvent.Recorded recorded -> pass(recorded.session(), event);
                case MediaEvent.StillThere(List<SessionId> asked) -> keep(by, asked);
            }
        }

        @Override
        public List<SessionId> sessions(Relay at) {
            return sessions.entrySet().stream()
                    .filter(held -> held.getValue().at().equals(at))
                    .map(Map.Entry::getKey)
                    .toList();
        }

        @Override
        public void lost(SessionId session) {
            Held held = sessions.get(session);
            if (held != null) {
                held.listener().lost();
            }
        }
    }

    private void pass(SessionId session, MediaEvent event) {
        Held held = sessions.get(session);
        if (held != null) {
            held.listener().told(event);
        }
    }

    /** A relay that does not answer will ask again before it gives the session up. */
    private static void kept(List<MediaReply> replies) {
        LOG.debugf("kept: %s", replies);
    }

    private void keep(Relay by, List<SessionId> asked) {
        List<MediaCommand> keep = asked.stream()
                .filter(sessions::containsKey)
                .<MediaCommand>map(MediaCommand.Keep::new)
                .toList();
        if (!keep.isEmpty()) {
            var _ = by.tell(keep).thenAccept(RelayPool::kept);
        }
    }
}
