package io.carillon.protocol.sip.transport;

import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.Parsed;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.TransportProtocol;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * SIP over TCP (RFC 3261 §18), what peers open and what we open to them. Vert.x accepts, connects, reads and writes on a
 * thread of its own; messages, flows and every decision belong to the signalling loop it was opened with.
 */
public final class TcpListener implements SipListener {
    private static final Logger LOG = Logger.getLogger(TcpListener.class);

    /** How often it is looked at who has been silent for too long. */
    private static final Duration SWEEP = Duration.ofSeconds(2);

    /** Connections that wait to be accepted: a fleet that comes back after a loss of power. */
    private static final int BACKLOG = 1_024;

    private static final byte[] PONG = {'\r', '\n'};
    private static final int TOKEN_BYTES = 16;

    private final Vertx vertx;
    private final Loop loop;
    private final String name;
    private final HostPort sentBy;
    private final Function<InetSocketAddress, HostPort> sentByToward;
    private final Predicate<InetAddress> allowed;
    private final MessageHandler handler;
    private final TcpLimits limits;
    private final RandomGenerator random;
    private final TcpConnections connections;
    private final BadMessageLog badMessages;
    private final ListenerCounters counters = new ListenerCounters();
    private final AtomicLong held = new AtomicLong();
    private final NetServer server;
    private final NetClient client;
    private final InetSocketAddress local;
    private volatile @Nullable Siblings siblings;
    private volatile boolean closed;

    /**
     * What it needs of its surroundings.
     *
     * @param handler called on the loop
     * @param random a secure generator that any thread may use: nobody may guess a flow's token
     */
    public record Surroundings(Vertx vertx, Loop loop, MessageHandler handler, RandomGenerator random) {}

    private TcpListener(
            Surroundings around,
            String name,
            InetSocketAddress local,
            HostPort sentBy,
            Function<InetSocketAddress, HostPort> sentByToward,
            Predicate<InetAddress> allowed,
            TcpLimits limits)
            throws IOException {
        this.vertx = around.vertx();
        this.loop = around.loop();
        this.handler = around.handler();
        this.random = around.random();
        this.name = name;
        this.sentBy = sentBy;
        this.sentByToward = sentByToward;
        this.allowed = allowed;
        this.limits = limits;
        this.connections = new TcpConnections(limits);
        this.badMessages = new BadMessageLog(LOG::warn, loop.nanoTime());
        this.client = vertx.createNetClient(clientOptions(local, limits));
        this.server = vertx.createNetServer(new NetServerOptions()
                        .setTcpNoDelay(true)
                        .setTcpKeepAlive(true)
                        .setReceiveBufferSize(limits.unreadBytes())
                        .setAcceptBacklog(BACKLOG))
                .connectHandler(this::accepted)
                .exceptionHandler(cause -> LOG.debugf("a connection on %s was not taken: %s", name, cause));
        String host = local.getAddress().getHostAddress();
        try {
            server.listen(local.getPort(), host)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException refused) {
            client.close();
            throw new IOException("TCP cannot be listened to on " + local + ": " + refused.getCause(), refused);
        }
        this.local = new InetSocketAddress(local.getAddress(), server.actualPort());
    }

    /**
     * Binds the address and begins to listen. Not to be called on an event loop of Vert.x.
     *
     * @param sentBy what we are called where no peer is known
     * @param sentByToward what stands in the Via of a request to a peer
     * @param allowed peers that may connect
     * @throws IOException if the address is in use or not ours
     */
    public static TcpListener open(
            Surroundings around,
            String name,
            InetSocketAddress local,
            HostPort sentBy,
            Function<InetSocketAddress, HostPort> sentByToward,
            Predicate<InetAddress> allowed,
            TcpLimits limits)
            throws IOException {
        TcpListener listener = new TcpListener(around, name, local, sentBy, sentByToward, allowed, limits);
        around.loop().execute(listener::sweep);
        return listener;
    }

    private static NetClientOptions clientOptions(InetSocketAddress local, TcpLimits limits) {
        NetClientOptions options = new NetClientOptions()
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setReceiveBufferSize(limits.unreadBytes())
                .setConnectTimeout(Math.toIntExact(limits.connecting().toMillis()));
        if (!local.getAddress().isAnyLocalAddress()) {
            options.setLocalAddress(local.getAddress().getHostAddress());
        }
        return options;
    }

    /** On the socket's thread. */
    private void accepted(NetSocket socket) {
        InetSocketAddress remote = address(socket.remoteAddress());
        if (!allowed.test(remote.getAddress())) {
            counters.refused.increment();
            socket.close();
            return;
        }
        TcpConnection connection = new TcpConnection(this, remote, token(), loop, socket);
        attach(connection, socket);
        loop.execute(() -> admit(connection));
    }

    /** On the socket's thread, before it reads. */
    private void attach(TcpConnection connection, NetSocket socket) {
        Context context = vertx.getOrCreateContext();
        socket.handler(chunk -> connection.handOver(socket, context, chunk));
        socket.exceptionHandler(cause -> loop.execute(() -> connection.close(String.valueOf(cause.getMessage()))));
        socket.closeHandler(_ -> loop.execute(() -> connection.close("by the peer")));
    }

    private void admit(TcpConnection connection) {
        if (connections.hasRoom(connection.remote().getAddress())) {
            connections.add(connection);
        } else {
            counters.refused.increment();
            badMessages.note(name, "too many connections", connection.remote(), loop.nanoTime());
            connection.close("too many connections");
        }
    }

    private TcpConnection connect(InetSocketAddress remote) {
        TcpConnection connection = new TcpConnection(this, remote, token(), loop, null);
        if (closed || !connections.hasRoom(remote.getAddress())) {
            counters.refused.increment();
            connection.close("too many connections");
            return connection;
        }
        connections.add(connection);
        client.connect(remote.getPort(), remote.getAddress().getHostAddress()).onComplete(made -> {
            if (made.succeeded()) {
                attach(connection, made.result());
                loop.execute(() -> connection.connected(made.result()));
            } else {
                loop.execute(() -> connection.close(String.valueOf(made.cause().getMessage())));
            }
        });
        return connection;
    }

    /** What came on a connection, in its order. On the loop. */
    void received(SipStream.Piece piece, TcpConnection from) {
        switch (piece) {
            case SipStream.Piece.Ping() -> {
                counters.keepAlives.increment();
                from.send(PONG);
            }
            case SipStream.Piece.Message(Parsed parsed) -> {
                counters.received.increment();
                switch (parsed) {
                    case Parsed.Message(SipMessage message) -> handler.received(message, from);
                    case Parsed.KeepAlive() -> counters.keepAlives.increment();
                    case Parsed.Malformed fault -> malformed(fault, from);
                }
            }
            case SipStream.Piece.Broken(Parsed.Malformed fault) -> {
                malformed(fault, from);
                from.close(fault.cause());
            }
        }
    }

    private void malformed(Parsed.Malformed fault, TcpConnection from) {
        counters.malformed.increment();
        badMessages.note(name, fault.cause(), from.remote(), loop.nanoTime());
        fault.answer().ifPresent(refusal -> from.send(refusal.encode()));
    }

    private void sweep() {
        if (closed) {
            return;
        }
        long now = loop.nanoTime();
        for (TcpConnection connection : connections.all()) {
            limits.overdue(connection.silence(), now).ifPresent(connection::close);
        }
        loop.schedule(SWEEP, this::sweep);
    }

    void closed(TcpConnection connection, String why) {
        connections.remove(connection);
        LOG.debugf("the connection with %s on %s is closed: %s", connection.remote(), name, why);
    }

    /** So many bytes more, or less, wait for a peer or for the rest of a message. Any thread. */
    void hold(int bytes) {
        held.addAndGet(bytes);
    }

    /** Whether all connections together hold more than they may. */
    boolean overfull() {
        return held.get() > limits.allBytes();
    }

    TcpLimits limits() {
        return limits;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public TransportProtocol protocol() {
        return TransportProtocol.TCP;
    }

    @Override
    public HostPort sentBy() {
        return sentBy;
    }

    @Override
    public HostPort sentByToward(InetSocketAddress peer) {
        return sentByToward.apply(peer);
    }

    /** The bound address, with the real port. */
    public InetSocketAddress localAddress() {
        return local;
    }

    public ListenerCounters counters() {
        return counters;
    }

    /** Open now, those that we are opening included. Any thread. */
    public int open() {
        return connections.size();
    }

    /** Takes the open connection to that address and port; when there is none, a message that is sent opens one. */
    @Override
    public Flow flowTo(InetSocketAddress remote) {
        return new TcpFlow(this, remote);
    }

    @Override
    public Flow flowTo(InetSocketAddress remote, Optional<TransportProtocol> asked) {
        Siblings pair = siblings;
        return pair == null ? flowTo(remote) : pair.flowTo(remote, asked.orElse(TransportProtocol.TCP));
    }

    @Override
    public Optional<Flow> connection(String token) {
        return connections.named(token).map(Flow.class::cast);
    }

    void pair(Siblings pair) {
        siblings = pair;
    }

    private record TcpFlow(TcpListener listener, InetSocketAddress remote) implements Flow {
        @Override
        public TransportProtocol protocol() {
            return TransportProtocol.TCP;
        }

        @Override
        public boolean send(byte[] message) {
            return connection().send(message);
        }

        @Override
        public boolean send(byte[] message, Runnable lost) {
            return connection().send(message, lost);
        }

        private TcpConnection connection() {
            return listener.connections.to(remote).orElseGet(() -> listener.connect(remote));
        }
    }

    private String token() {
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        return HexFormat.of().formatHex(token);
    }

    private static InetSocketAddress address(SocketAddress remote) {
        return new InetSocketAddress(InetAddress.ofLiteral(remote.hostAddress()), remote.port());
    }

    /** Takes no more connections and closes those that are open. */
    @Override
    public void close() {
        closed = true;
        server.close();
        client.close();
        loop.execute(() -> connections.all().forEach(connection -> connection.close("we stop")));
    }
}
