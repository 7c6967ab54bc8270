package io.carillon.proxy.relay;

import io.carillon.protocol.media.LegId;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaEvent;
import io.carillon.protocol.media.MediaFrame;
import io.carillon.protocol.media.MediaJson;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.SessionId;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One media relay, reached over one WebSocket that is opened again whenever it closes. Sessions outlive the connection:
 * requests that were not answered are sent again, under the same id, on the next one.
 *
 * <p>{@link #tell} may be called on any thread; everything else happens on the Vert.x context of the connection.
 */
final class Relay {
    private static final Logger LOG = Logger.getLogger(Relay.class);

    /** How long a request may take; then the call is refused rather than kept waiting. */
    static final Duration REPLY_LIMIT = Duration.ofMillis(500);

    /** How often a relay that did not answer is asked again. */
    private static final Duration PROBE = Duration.ofSeconds(1);

    private static final Duration SHORTEST_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final WebSocketClient client;
    private final URI address;
    private final String clientName;
    private final @Nullable String token;
    private final BiConsumer<Relay, MediaEvent> events;
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
    private final AtomicBoolean watching = new AtomicBoolean();
    private volatile @Nullable WebSocket connection;
    private volatile boolean closed;
    /** A request was not answered in time, and nothing has been since. */
    private volatile boolean late;

    private Duration retry = SHORTEST_RETRY;

    /** @param deadline by {@link System#nanoTime} */
    private record Pending(String frame, CompletableFuture<List<MediaReply>> replies, long deadline) {
        long left(long now) {
            return deadline - now;
        }
    }

    Relay(
            Vertx vertx,
            WebSocketClient client,
            URI address,
            String clientName,
            @Nullable String token,
            BiConsumer<Relay, MediaEvent> events) {
        this.vertx = vertx;
        this.client = client;
        this.address = address;
        this.clientName = clientName;
        this.token = token;
        this.events = events;
    }

    URI address() {
        return address;
    }

    boolean connected() {
        return connection != null;
    }

    /** Connected, and what it was asked last it has answered in time. */
    boolean answering() {
        return connected() && !late;
    }

    void connect() {
        var options = new WebSocketConnectOptions()
                .setHost(address.getHost())
                .setPort(address.getPort())
                .setURI(address.getPath());
        if (token != null) {
            options.putHeader("Authorization", "Bearer " + token);
        }
        client.connect(options).onComplete(result -> {
            if (result.succeeded()) {
                opened(result.result());
            } else {
                connectLater();
            }
        });
    }

    void close() {
        closed = true;
        WebSocket open = connection;
        if (open != null) {
            open.close();
        }
    }

    /** The replies, in order; a relay that is away or too slow makes them one {@link MediaReply.Refused}. */
    CompletableFuture<List<MediaReply>> tell(List<MediaCommand> commands) {
        long id = ids.incrementAndGet();
        String frame = MediaJson.encode(new MediaFrame.Request(clientName, id, commands));
        var replies = new CompletableFuture<List<MediaReply>>();
        pending.put(id, new Pending(frame, replies, System.nanoTime() + REPLY_LIMIT.toNanos()));
        WebSocket open = connection;
        if (open != null) {
            open.writeTextMessage(frame);
        }
        watch(REPLY_LIMIT.toNanos());
        return replies;
    }

    /** One timer for all requests: a timer for each would cost more than the request. */
    private void watch(long nanos) {
        if (watching.compareAndSet(false, true)) {
            vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)), _ -> giveUpLateOnes());
        }
    }

    private void giveUpLateOnes() {
        watching.set(false);
        long now = System.nanoTime();
        pending.forEach((id, request) -> {
            if (request.left(now) <= 0) {
                suspect();
                answered(id, List.of(away()));
            }
        });
        pending.values().stream().mapToLong(request -> request.left(now)).min().ifPresent(this::watch);
    }

    /** It hangs, or is slow: new calls go elsewhere until it answers again, which it is asked for from now on. */
    private void suspect() {
        if (!late) {
            late = true;
            LOG.warnf("Media relay %s does not answer: new calls use the others", address);
            vertx.setPeriodic(PROBE.toMillis(), this::probe);
        }
    }

    private void probe(long timer) {
        if (late && !closed) {
            warmUp();
        } else {
            vertx.cancelTimer(timer);
        }
    }

    private void answered(long id, List<MediaReply> replies) {
        Pending request = pending.remove(id);
        if (request != null) {
            request.replies().complete(replies);
        }
    }

    private MediaReply away() {
        return new MediaReply.Refused(
                MediaReply.Reason.OVERLOADED,
                "relay " + address + " did not answer within " + REPLY_LIMIT.toMillis() + " ms");
    }

    private void opened(WebSocket socket) {
        LOG.infof("Media relay %s is connected", address);
        retry = SHORTEST_RETRY;
        socket.textMessageHandler(this::received);
        socket.exceptionHandler(failure -> LOG.debugf(failure, "Media relay %s", address));
        socket.closeHandler(_ -> lost());
        connection = socket;
        warmUp();
        pending.values().forEach(request -> socket.writeTextMessage(request.frame()));
    }

    /** A relay's first session takes some hundred milliseconds, more than a call may wait: no caller should be first. */
    private void warmUp() {
        SessionId session = new SessionId("warm-up-" + clientName);
        LegId leg = new LegId("nobody");
        var _ = tell(List.of(
                        new MediaCommand.CreateOffer(
                                session, leg, Optional.empty(), List.of("ulaw"), true, Optional.of("127.0.0.1")),
                        new MediaCommand.Release(session)))
                .thenAccept(replies -> LOG.debugf("Media relay %s is warm: %s", address, replies));
    }

    private void lost() {
        connection = null;
        if (!closed) {
            LOG.warnf("Media relay %s is away: new calls use the others", address);
            connectLater();
        }
    }

    private void connectLater() {
        if (closed) {
            return;
        }
        vertx.setTimer(retry.toMillis(), _ -> connect());
        Duration doubled = retry.multipliedBy(2);
        retry = doubled.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : doubled;
    }

    private void received(String text) {
        if (late) {
            late = false;
            LOG.infof("Media relay %s answers again", address);
        }
        switch (MediaJson.decode(text)) {
            case MediaJson.Decoded.Frame(MediaFrame.Response(long id, List<MediaReply> replies)) ->
                answered(id, replies);
            case MediaJson.Decoded.Frame(MediaFrame.Event(MediaEvent event)) -> events.accept(this, event);
            case MediaJson.Decoded.Frame(MediaFrame.Request _) -> LOG.warnf("Media relay %s sent a request", address);
            case MediaJson.Decoded.Wrong wrong -> LOG.warnf("Media relay %s sent a bad frame: %s", address, wrong);
        }
    }
}
