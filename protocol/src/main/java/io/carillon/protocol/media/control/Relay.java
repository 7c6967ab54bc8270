package io.carillon.protocol.media.control;

import io.carillon.protocol.datagram.DatagramLoop;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaEvent;
import io.carillon.protocol.media.MediaFrame;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.SessionId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One media relay. Sessions outlive the {@link RelayConnection} to it. Where the relay takes datagrams, requests go by its
 * {@link DatagramLane} first, and over the connection what that does not take.
 *
 * <p>Any thread but for what the connection tells.
 */
final class Relay {
    private static final Logger LOG = Logger.getLogger(Relay.class);

    /**
     * What nobody waits for is said together with what comes within this time: a request wakes threads, here and there, a
     * handful at once hardly more.
     */
    private static final Duration LEISURE = Duration.ofMillis(100);

    private final Vertx vertx;
    private final URI address;
    private final String clientName;
    private final Client client;
    private final SessionId nobodys;
    private final RelayConnection connection;
    private final AtomicLong ids = new AtomicLong();
    private final Queue<ControlRequest> leisurely = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean gathering = new AtomicBoolean();
    private final AtomicReference<@Nullable DatagramLane> lane = new AtomicReference<>();
    private volatile boolean closed;
    /** These three on the connection's context. */
    private @Nullable DatagramLoop loop;

    private MediaFrame.@Nullable Datagrams invitation;
    private List<SessionId> before = List.of();

    /** Whose sessions are here. Told on the connection's context, or on the loop that its datagrams come to. */
    interface Client {
        void told(Relay by, MediaEvent event);

        /** Those that were opened here and not released. */
        List<SessionId> sessions(Relay at);

        void lost(SessionId session);
    }

    Relay(Vertx vertx, WebSocketClient sockets, URI address, String clientName, Optional<String> token, Client client) {
        this.vertx = vertx;
        this.address = address;
        this.clientName = clientName;
        this.client = client;
        this.nobodys = new SessionId("warm-up-" + clientName);
        this.connection = new RelayConnection(vertx, sockets, address, token, this::question, new Connected());
    }

    URI address() {
        return address;
    }

    boolean connected() {
        return connection.isOpen();
    }

    /** Connected, and has not let a request run out of time since it answered one. */
    boolean answering() {
        return connection.answers();
    }

    void connect() {
        connection.connect();
    }

    /** From now on requests go as datagrams where the relay takes them; this loop sends them. */
    void sendOn(DatagramLoop datagrams) {
        connection.run(() -> {
            loop = datagrams;
            openLane();
        });
    }

    /** Once all that it needs is known. */
    private void openLane() {
        Optional<InetAddress> host = connection.peer();
        DatagramLoop datagrams = loop;
        MediaFrame.Datagrams invited = invitation;
        if (host.isPresent() && datagrams != null && invited != null && lane.get() == null && !closed) {
            lane.set(DatagramLane.open(
                    datagrams,
                    new InetSocketAddress(host.get(), invited.port()),
                    invited.key(),
                    DatagramLane.PATIENCE,
                    question(),
                    connection::ask));
        }
    }

    private void closeLane() {
        invitation = null;
        DatagramLane open = lane.getAndSet(null);
        if (open != null) {
            open.close().forEach(connection::ask);
        }
    }

    /**
     * What waits is answered as by a relay that is away, and so is whatever is asked from now on. The future says when the
     * connection is given up.
     */
    Future<Void> close() {
        closed = true;
        askLeisurely();
        connection.run(this::closeLane);
        return connection.close();
    }

    /** The replies, in order; a relay that is away or too slow makes them one {@link MediaReply.Refused}. */
    CompletableFuture<List<MediaReply>> tell(List<MediaCommand> commands) {
        ControlRequest request = request(commands);
        send(request);
        return request.replies();
    }

    /** What was given up over the connection may still be done: by datagram the next would overtake it. */
    private void send(ControlRequest request) {
        DatagramLane open = lane.get();
        if (open == null || !connection.answers() || !open.takes(request)) {
            connection.ask(request);
        }
    }

    /** The same a moment later, for what nobody waits for. */
    CompletableFuture<List<MediaReply>> tellAtLeisure(List<MediaCommand> commands) {
        ControlRequest request = request(commands);
        leisurely.add(request);
        if (closed) {
            askLeisurely();
        } else if (gathering.compareAndSet(false, true)) {
            gather();
        }
        return request.replies();
    }

    private void gather() {
        DatagramLane open = lane.get();
        if (open == null) {
            connection.run(() -> vertx.setTimer(LEISURE.toMillis(), _ -> askLeisurely()));
        } else {
            open.later(LEISURE, this::askLeisurely);
        }
    }

    private void askLeisurely() {
        gathering.set(false);
        for (ControlRequest next = leisurely.poll(); next != null; next = leisurely.poll()) {
            send(next);
        }
    }

    private ControlRequest request(List<MediaCommand> commands) {
        long id = ids.incrementAndGet();
        return new ControlRequest(new MediaFrame.Request(clientName, id, commands), new CompletableFuture<>());
    }

    /** A refusal is an answer, and takes no port. */
    private ControlRequest question() {
        return request(List.of(new MediaCommand.Query(nobodys)));
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

    private final class Connected implements RelayConnection.Listener {
        @Override
        public void opening() {
            before = client.sessions(Relay.this);
        }

        @Override
        public void opened() {
            warmUp();
            askForNext(before.iterator());
        }

        @Override
        public void lost() {
            closeLane();
        }

        @Override
        public void heard(MediaFrame frame) {
            switch (frame) {
                case MediaFrame.Response(long id, List<MediaReply> replies) -> {
                    DatagramLane open = lane.get();
                    // An answer may have been too long for a datagram.
                    if (open == null || !open.answered(id, replies)) {
                        connection.answered(id, replies);
                    }
                }
                case MediaFrame.Event(MediaEvent event) -> client.told(Relay.this, event);
                case MediaFrame.Datagrams invited -> {
                    invitation = invited;
                    openLane();
                }
                case MediaFrame.Request _ -> LOG.warnf("Media relay %s sent a request", address);
            }
        }
    }
}
