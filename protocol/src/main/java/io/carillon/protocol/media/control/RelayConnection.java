package io.carillon.protocol.media.control;

import io.carillon.protocol.media.MediaFrame;
import io.carillon.protocol.media.MediaJson;
import io.carillon.protocol.media.MediaReply;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The WebSocket to a relay, opened again whenever it closes, and what was asked over it: what is not answered is asked again, under
 * the same id, on the next one, and given up when its time is over. A relay that lets that happen is asked whether it is there
 * until it answers.
 *
 * <p>{@link #ask}, {@link #isOpen}, {@link #answers} and {@link #close} may be called on any thread; everything else happens on a
 * Vert.x context of its own.
 */
final class RelayConnection {
    private static final Logger LOG = Logger.getLogger(RelayConnection.class);

    /** How long a request may take; then the call is refused rather than kept waiting. */
    static final Duration REPLY_LIMIT = Duration.ofMillis(500);

    /** How often a relay that did not answer is asked whether it is there. */
    private static final Duration PROBE = Duration.ofSeconds(1);

    /**
     * How often one that did is asked: where everything else goes by datagrams, a connection that died without a word would lose
     * the relay's events unnoticed.
     */
    private static final Duration LOOK = Duration.ofSeconds(5);

    /** After so many in vain the connection is given up: a host that vanished keeps it open for a quarter of an hour. */
    private static final int MOST_PROBES = 3;

    private static final Duration SHORTEST_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final Context context;
    private final WebSocketClient sockets;
    private final URI address;
    private final Optional<String> token;
    private final Supplier<ControlRequest> probe;
    private final Listener listener;
    private final UnderWay<ControlRequest> underWay = new UnderWay<>(REPLY_LIMIT.toNanos());
    private volatile @Nullable WebSocket connection;
    private volatile boolean reliable;
    private volatile boolean closed;
    private boolean watching;
    private boolean probing;
    private int probes;
    private Duration retry = SHORTEST_RETRY;

    /** Told on the context. */
    interface Listener {
        /** It is about to be open: nobody can have asked anything over it yet. */
        void opening();

        void opened();

        void heard(MediaFrame frame);

        void lost();
    }

    /**
     * @param token that the relay asks for, where it does
     * @param probe makes a request that costs nothing, whatever is answered
     */
    RelayConnection(
            Vertx vertx,
            WebSocketClient sockets,
            URI address,
            Optional<String> token,
            Supplier<ControlRequest> probe,
            Listener listener) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.sockets = sockets;
        this.address = address;
        this.token = token;
        this.probe = probe;
        this.listener = listener;
    }

    void connect() {
        run(this::open);
    }

    /** Runs it on the context. Any thread. */
    void run(Runnable task) {
        context.runOnContext(_ -> task.run());
    }

    boolean isOpen() {
        return connection != null;
    }

    /** Open, and no request has run out of time since one was answered. */
    boolean answers() {
        return isOpen() && reliable;
    }

    /** Whom it is open to. */
    Optional<InetAddress> peer() {
        return Optional.ofNullable(connection)
                .map(open -> InetAddress.ofLiteral(open.remoteAddress().hostAddress()));
    }

    private void open() {
        if (closed) {
            return;
        }
        var options = new WebSocketConnectOptions()
                .setHost(address.getHost())
                .setPort(address.getPort())
                .setURI(address.getPath());
        token.ifPresent(known -> options.putHeader("Authorization", "Bearer " + known));
        sockets.connect(options).onComplete(result -> {
            if (result.succeeded()) {
                opened(result.result());
            } else {
                connectLater();
            }
        });
    }

    private void opened(WebSocket socket) {
        LOG.infof("Media relay %s is connected", address);
        retry = SHORTEST_RETRY;
        probes = 0;
        socket.textMessageHandler(this::received);
        socket.exceptionHandler(failure -> LOG.debugf(failure, "Media relay %s", address));
        socket.closeHandler(_ -> lost());
        listener.opening();
        connection = socket;
        underWay.all().forEach(request -> socket.writeTextMessage(MediaJson.encode(request.frame())));
        listener.opened();
        lookAfter(socket);
    }

    private void lost() {
        connection = null;
        listener.lost();
        if (!closed) {
            LOG.warnf("Media relay %s is away: new calls use the others", address);
            connectLater();
        }
    }

    private void connectLater() {
        if (closed) {
            return;
        }
        vertx.setTimer(retry.toMillis(), _ -> open());
        Duration doubled = retry.multipliedBy(2);
        retry = doubled.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : doubled;
    }

    /** What waits is answered as by a relay that is away, and so is whatever is asked from now on. */
    Future<Void> close() {
        closed = true;
        Promise<Void> left = Promise.promise();
        run(() -> {
            underWay.clear().forEach(this::giveUp);
            WebSocket open = connection;
            if (open == null) {
                left.complete();
            } else {
                open.close().onComplete(left);
            }
        });
        return left.future();
    }

    /** Its reply comes; that of a relay that is away or too slow is one {@link MediaReply.Refused}. */
    void ask(ControlRequest request) {
        if (closed) {
            // Vert.x may be closed as well and run nothing any more.
            giveUp(request);
        } else {
            run(() -> askNow(request));
        }
    }

    private void askNow(ControlRequest request) {
        if (closed) {
            giveUp(request);
            return;
        }
        underWay.ask(request.id(), request, System.nanoTime());
        WebSocket open = connection;
        if (open != null) {
            open.writeTextMessage(MediaJson.encode(request.frame()));
        }
        watch();
    }

    /** One timer for all requests: a timer for each would cost more than the request. */
    private void watch() {
        OptionalLong left = underWay.left(System.nanoTime());
        if (!watching && left.isPresent()) {
            watching = true;
            // A millisecond more than too little: a timer that comes too early only comes again.
            long millis = TimeUnit.NANOSECONDS.toMillis(left.getAsLong()) + 1;
            vertx.setTimer(millis, _ -> giveUpLateOnes());
        }
    }

    private void giveUpLateOnes() {
        watching = false;
        List<ControlRequest> late = underWay.overdue(System.nanoTime());
        if (!late.isEmpty() && isOpen()) {
            if (reliable) {
                LOG.warnf("Media relay %s does not answer: new calls use the others", address);
            }
            probeLater();
        }
        // Before who has waited for them asks for the next thing.
        reliable &= late.isEmpty();
        late.forEach(this::giveUp);
        watch();
    }

    /** It hangs, or is slow: it is asked again until it answers. */
    private void probeLater() {
        if (!probing) {
            probing = true;
            vertx.setTimer(PROBE.toMillis(), _ -> {
                probing = false;
                WebSocket open = connection;
                if (underWay.suspected() && open != null && !closed) {
                    probe(open);
                }
            });
        }
    }

    private void probe(WebSocket open) {
        if (probes == MOST_PROBES) {
            LOG.warnf("Media relay %s has not answered for too long: its connection is given up", address);
            var _ = open.close();
            return;
        }
        probes++;
        askNow(probe.get());
        probeLater();
    }

    private void lookAfter(WebSocket socket) {
        vertx.setTimer(LOOK.toMillis(), _ -> {
            if (socket.equals(connection) && !closed) {
                askNow(probe.get());
                lookAfter(socket);
            }
        });
    }

    private void received(String text) {
        switch (MediaJson.decode(text)) {
            case MediaJson.Decoded.Frame(MediaFrame frame) -> listener.heard(frame);
            case MediaJson.Decoded.Wrong wrong -> LOG.warnf("Media relay %s sent a bad frame: %s", address, wrong);
        }
    }

    /** What was asked here is answered. On the context. */
    void answered(long id, List<MediaReply> replies) {
        underWay.answered(id).ifPresent(request -> {
            if (!reliable) {
                LOG.infof("Media relay %s answers", address);
            }
            reliable = true;
            probes = 0;
            request.replies().complete(replies);
        });
    }

    /** Answered as by a relay that is away. */
    void giveUp(ControlRequest request) {
        request.replies()
                .complete(List.of(new MediaReply.Refused(
                        MediaReply.Reason.OVERLOADED,
                        "relay " + address + " did not answer within " + REPLY_LIMIT.toMillis() + " ms")));
    }
}
