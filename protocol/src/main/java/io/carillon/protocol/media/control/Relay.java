package io.carillon.protocol.media.control;

import io.carillon.protocol.datagram.DatagramLoop;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaEvent;
import io.carillon.protocol.media.MediaFrame;
import io.carillon.protocol.media.MediaJson;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.SessionId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One media relay, reached over one WebSocket that is opened again whenever it closes. Sessions outlive the connection:
 * requests that were not answered are sent again, under the same id, on the next one. Where the relay takes datagrams too,
 * requests go by its {@link DatagramLane} first.
 *
 * <p>{@link #tell}, {@link #tellAtLeisure}, {@link #connected}, {@link #answering}, {@link #sendOn} and {@link #close} may be called on
 * any thread; what goes over the connection happens on the relay's own Vert.x context.
 */
final class Relay {
    private static final Logger LOG = Logger.getLogger(Relay.class);

    /** How long a request may take; then the call is refused rather than kept waiting. */
    static final Duration REPLY_LIMIT = Duration.ofMillis(500);

    /** How often a relay that did not answer is asked whether it is there. */
    private static final Duration PROBE = Duration.ofSeconds(1);

    /**
     * What nobody waits for is said together with what comes within this time: a request wakes five threads, here and there, a
     * handful at once hardly more.
     */
    private static final Duration LEISURE = Duration.ofMillis(20);

    /** How often a connection is asked whether it is there. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    /** After so many in vain the connection is given up: a host that vanished keeps it open for a quarter of an hour. */
    private static final int MOST_PROBES = 3;

    private static final Duration SHORTEST_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(2);

    /** How long a relay may take to take a TCP connection, and to close a WebSocket. */
    static final Duration CONNECTING = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final Context context;
    private final WebSocketClient sockets;
    private final URI address;
    private final String clientName;
    private final @Nullable String token;
    private final Client client;
    private final SessionId nobodys;
    private final AtomicLong ids = new AtomicLong();
    private final Queue<ControlRequest> leisurely = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean gathering = new AtomicBoolean();
    private final UnderWay<ControlRequest> underWay = new UnderWay<>(REPLY_LIMIT.toNanos());
    private final AtomicReference<@Nullable DatagramLane> lane = new AtomicReference<>();
    private volatile @Nullable WebSocket connection;
    private volatile boolean reliable;
    private volatile boolean closed;
    private @Nullable DatagramLoop loop;
    private MediaFrame.@Nullable Datagrams invitation;
    private boolean watching;
    private boolean probing;
    private int probes;
    private Duration retry = SHORTEST_RETRY;

    /** Whose sessions are here. Told on the relay's context, or on the loop that its datagrams come to. */
    interface Client {
        void told(Relay by, MediaEvent event);

        /** Those that were opened here and not released. */
        List<SessionId> sessions(Relay at);

        void lost(SessionId session);
    }

    Relay(Vertx vertx, WebSocketClient sockets, URI address, String clientName, @Nullable String token, Client client) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.sockets = sockets;
        this.address = address;
        this.clientName = clientName;
        this.token = token;
        this.client = client;
        this.nobodys = new SessionId("warm-up-" + clientName);
    }

    URI address() {
        return address;
    }

    boolean connected() {
        return connection != null;
    }

    /** Connected, and has not let a request run out of time since it answered one. */
    boolean answering() {
        return connected() && reliable;
    }

    void connect() {
        context.runOnContext(_ -> open());
    }

    private void open() {
        if (closed) {
            return;
        }
        var options = new WebSocketConnectOptions()
                .setHost(address.getHost())
                .setPort(address.getPort())
                .setURI(address.getPath());
        if (token != null) {
            options.putHeader("Authorization", "Bearer " + token);
        }
        sockets.connect(options).onComplete(result -> {
            if (result.succeeded()) {
                opened(result.result());
            } else {
                connectLater();
            }
        });
    }

    /** From now on requests go as datagrams where the relay takes them; this loop sends them. Any thread. */
    void sendOn(DatagramLoop datagrams) {
        context.runOnContext(_ -> {
            loop = datagrams;
            openLane();
        });
    }

    /** Once both are known. */
    private void openLane() {
        WebSocket open = connection;
        DatagramLoop datagrams = loop;
        MediaFrame.Datagrams invited = invitation;
        if (open != null && datagrams != null && invited != null && lane.get() == null && !closed) {
            InetAddress host = InetAddress.ofLiteral(open.remoteAddress().hostAddress());
            lane.set(DatagramLane.open(
                    datagrams,
                    new InetSocketAddress(host, invited.port()),
                    invited.key(),
                    DatagramLane.PATIENCE,
                    question(),
                    request -> context.runOnContext(_ -> ask(request))));
        }
    }

    private List<ControlRequest> closeLane() {
        invitation = null;
        DatagramLane open = lane.getAndSet(null);
        return open == null ? List.of() : open.close();
    }

    /**
     * What waits is answered as by a relay that is away, and so is whatever is asked from now on. The future says when the
     * connection is given up.
     */
    Future<Void> close() {
        closed = true;
        abandonLeisurely();
        Promise<Void> left = Promise.promise();
        context.runOnContext(_ -> {
            closeLane().forEach(this::giveUp);
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

    /** The replies, in order; a relay that is away or too slow makes them one {@link MediaReply.Refused}. */
    CompletableFuture<List<MediaReply>> tell(List<MediaCommand> commands) {
        ControlRequest request = request(commands);
        send(request);
        return request.replies();
    }

    private void send(ControlRequest request) {
        DatagramLane open = lane.get();
        if (closed) {
            // Vert.x may be closed as well and run nothing any more.
            giveUp(request);
        } else if (open == null || !open.takes(request)) {
            context.runOnContext(_ -> ask(request));
        }
    }

    /** The same a moment later, for what nobody waits for. */
    CompletableFuture<List<MediaReply>> tellAtLeisure(List<MediaCommand> commands) {
        ControlRequest request = request(commands);
        leisurely.add(request);
        if (closed) {
            abandonLeisurely();
        } else if (gathering.compareAndSet(false, true)) {
            gather();
        }
        return request.replies();
    }

    private void gather() {
        DatagramLane open = lane.get();
        if (open == null) {
            context.runOnContext(_ -> vertx.setTimer(LEISURE.toMillis(), _ -> askLeisurely()));
        } else {
            open.later(LEISURE, this::askLeisurely);
        }
    }

    private ControlRequest request(List<MediaCommand> commands) {
        long id = ids.incrementAndGet();
        return new ControlRequest(new MediaFrame.Request(clientName, id, commands), new CompletableFuture<>());
    }

    private void askLeisurely() {
        gathering.set(false);
        for (ControlRequest next = leisurely.poll(); next != null; next = leisurely.poll()) {
            send(next);
        }
    }

    private void abandonLeisurely() {
        for (ControlRequest next = leisurely.poll(); next != null; next = leisurely.poll()) {
            giveUp(next);
        }
    }

    private void ask(ControlRequest request) {
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
        late.forEach(this::giveUp);
        if (!late.isEmpty() && connected()) {
            if (reliable) {
                LOG.warnf("Media relay %s does not answer: new calls use the others", address);
            }
            probeLater();
        }
        reliable &= late.isEmpty();
        watch();
    }

    private void giveUp(ControlRequest request) {
        request.replies().complete(List.of(away()));
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
        // By no other way, for it is the connection that is in doubt.
        ask(question());
        probeLater();
    }

    /** A refusal is an answer, and takes no port. */
    private ControlRequest question() {
        return request(List.of(new MediaCommand.Query(nobodys)));
    }

    /** Where all is asked by the lane, a connection that died without a word would lose the relay's events unnoticed. */
    private void lookAfter(WebSocket socket) {
        vertx.setTimer(LOOK.toMillis(), _ -> {
            if (socket.equals(connection) && !closed) {
                ask(question());
                lookAfter(socket);
            }
        });
    }

    private void answered(long id, List<MediaReply> replies) {
        DatagramLane open = lane.get();
        if (open != null && open.answered(id, replies)) {
            // An answer too long for a datagram.
            return;
        }
        underWay.answered(id).ifPresent(request -> {
            if (!reliable) {
                LOG.infof("Media relay %s answers", address);
            }
            reliable = true;
            probes = 0;
            request.replies().complete(replies);
        });
    }

    private MediaReply away() {
        return new MediaReply.Refused(
                MediaReply.Reason.OVERLOADED,
                "relay " + address + " did not answer within " + REPLY_LIMIT.toMillis() + " ms");
    }

    private void opened(WebSocket socket) {
        LOG.infof("Media relay %s is connected", address);
        retry = SHORTEST_RETRY;
        probes = 0;
        socket.textMessageHandler(this::received);
        socket.exceptionHandler(failure -> LOG.debugf(failure, "Media relay %s", address));
        socket.closeHandler(_ -> lost());
        // Before anybody can open another one here.
        List<SessionId> before = client.sessions(this);
        connection = socket;
        warmUp();
        underWay.all().forEach(request -> socket.writeTextMessage(MediaJson.encode(request.frame())));
        askForNext(before.iterator());
        lookAfter(socket);
    }

    /** Whether it still knows these, one after the other; one that is away again is asked when it is back. */
    private void askForNext(Iterator<SessionId> sessions) {
        if (sessions.hasNext()) {
            SessionId session = sessions.next();
            var _ = tell(List.of(new MediaCommand.Keep(session))).thenAccept(replies -> {
                switch (replies.getFirst()) {
                    case MediaReply.Refused(MediaReply.Reason reason, String _)
                    when reason == MediaReply.Reason.UNKNOWN_SESSION -> {
                        client.lost(session);
                        askForNext(sessions);
                    }
                    case MediaReply.Refused _ -> LOG.debugf("Media relay %s is away again", address);
                    default -> askForNext(sessions);
                }
            });
        }
    }

    /** A relay's first session takes some hundred milliseconds, more than a call may wait: no caller should be first. */
    private void warmUp() {
        LegId leg = new LegId("nobody");
        var _ = tell(List.of(
                        new MediaCommand.CreateOffer(
                                nobodys, leg, Optional.empty(), List.of("ulaw"), true, Optional.of("127.0.0.1")),
                        new MediaCommand.Release(nobodys)))
                .thenAccept(replies -> LOG.debugf("Media relay %s is warm: %s", address, replies));
    }

    private void lost() {
        connection = null;
        closeLane().forEach(this::ask);
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

    private void received(String text) {
        switch (MediaJson.decode(text)) {
            case MediaJson.Decoded.Frame(MediaFrame.Response(long id, List<MediaReply> replies)) ->
                answered(id, replies);
            case MediaJson.Decoded.Frame(MediaFrame.Event(MediaEvent event)) -> client.told(this, event);
            case MediaJson.Decoded.Frame(MediaFrame.Datagrams invited) -> {
                invitation = invited;
                openLane();
            }
            case MediaJson.Decoded.Frame(MediaFrame.Request _) -> LOG.warnf("Media relay %s sent a request", address);
            case MediaJson.Decoded.Wrong wrong -> LOG.warnf("Media relay %s sent a bad frame: %s", address, wrong);
        }
    }
}
