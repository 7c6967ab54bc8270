package io.carillon.protocol.sip.transport;

import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.sip.TransportProtocol;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection, from a peer or to it. Owned by the signalling loop; the socket's own thread only hands over what it
 * reads.
 */
final class TcpConnection implements Flow {
    /** What is written while the peer's end of the connection is on its way to us is read by nobody: a slow round trip. */
    private static final Duration CROSSING = Duration.ofSeconds(1);

    private final TcpListener listener;
    private final InetSocketAddress remote;
    private final boolean outgoing;
    private final String token;
    private final Loop loop;
    private final SipStream stream = new SipStream();
    private final AtomicInteger unread = new AtomicInteger();
    private final AtomicInteger unsent = new AtomicInteger();
    private int streamed;
    private final List<Outgoing> waiting = new ArrayList<>();
    private final Deque<Written> written = new ArrayDeque<>();
    private @Nullable NetSocket socket;
    private volatile boolean open = true;
    private boolean spoken;
    private long opened;
    private long lastRead;
    private Optional<Long> messageBegan = Optional.empty();

    /** What is to be sent; it waits where the connection is not there yet. */
    private record Outgoing(Buffer message, Optional<Runnable> lost) {}

    /** What may have crossed the end of the connection. */
    private record Written(long nanoTime, Runnable lost) {}

    /** @param socket none yet for a connection that we begin */
    TcpConnection(TcpListener listener, InetSocketAddress remote, String token, Loop loop, @Nullable NetSocket socket) {
        this.listener = listener;
        this.remote = remote;
        this.token = token;
        this.loop = loop;
        this.socket = socket;
        this.outgoing = socket == null;
    }

    /** From now on it is one of ours. On the loop, whose time is not for other threads. */
    void admitted() {
        opened = loop.nanoTime();
        lastRead = opened;
    }

    @Override
    public TransportProtocol protocol() {
        return TransportProtocol.TCP;
    }

    @Override
    public SipListener listener() {
        return listener;
    }

    @Override
    public InetSocketAddress remote() {
        return remote;
    }

    @Override
    public boolean open() {
        return open;
    }

    @Override
    public boolean joins(InetAddress host) {
        return open && remote.getAddress().equals(host);
    }

    @Override
    public Optional<String> token() {
        return Optional.of(token);
    }

    @Override
    public boolean send(byte[] message) {
        return send(message, Optional.empty());
    }

    @Override
    public boolean send(byte[] message, Runnable lost) {
        return send(message, Optional.of(lost));
    }

    private boolean send(byte[] message, Optional<Runnable> lost) {
        if (open && unsent.get() + message.length > listener.limits().unsentBytes()) {
            close("the peer does not read");
        }
        closeIfGreedy();
        if (!open) {
            listener.counters().dropped.increment();
            return false;
        }
        holdUnsent(message.length);
        Outgoing next = new Outgoing(Buffer.buffer(message), lost);
        NetSocket connected = socket;
        if (connected == null) {
            waiting.add(next);
        } else {
            write(connected, next);
        }
        return true;
    }

    private void write(NetSocket to, Outgoing next) {
        int length = next.message().length();
        listener.counters().sent.increment();
        next.lost().ifPresent(this::remember);
        to.write(next.message()).onComplete(outcome -> {
            holdUnsent(-length);
            if (outcome.failed()) {
                next.lost().ifPresent(loop::execute);
            }
        });
    }

    private void remember(Runnable lost) {
        long now = loop.nanoTime();
        while (!written.isEmpty() && now - written.getFirst().nanoTime() > CROSSING.toNanos()) {
            written.removeFirst();
        }
        written.addLast(new Written(now, lost));
    }

    /** The socket's thread gives what it has read; it is told to wait while the loop is behind. */
    void handOver(NetSocket from, Context context, Buffer chunk) {
        byte[] bytes = chunk.getBytes();
        int limit = listener.limits().unreadBytes();
        if (unread.addAndGet(bytes.length) > limit) {
            from.pause();
        }
        loop.execute(() -> {
            int left = unread.addAndGet(-bytes.length);
            if (left <= limit && left + bytes.length > limit) {
                context.runOnContext(_ -> from.resume());
            }
            read(bytes);
        });
    }

    private void read(byte[] bytes) {
        if (!open) {
            return;
        }
        lastRead = loop.nanoTime();
        stream.add(bytes);
        while (open) {
            Optional<SipStream.Piece> piece = stream.next();
            if (piece.isEmpty()) {
                break;
            }
            spoken = true;
            messageBegan = Optional.empty();
            listener.received(piece.get(), this);
        }
        holdStream(open ? stream.room() : 0);
        closeIfGreedy();
        if (!stream.midMessage()) {
            messageBegan = Optional.empty();
        } else if (messageBegan.isEmpty()) {
            messageBegan = Optional.of(lastRead);
        }
    }

    private void holdUnsent(int bytes) {
        listener.hold(bytes);
        unsent.addAndGet(bytes);
    }

    private void holdStream(int bytes) {
        listener.hold(bytes - streamed);
        streamed = bytes;
    }

    private void closeIfGreedy() {
        if (open
                && listener.overfull()
                && unsent.get() + streamed > listener.limits().modestBytes()) {
            close("all connections together hold too much");
        }
    }

    /** The connection that we began is there. */
    void connected(NetSocket made) {
        if (!open) {
            made.close();
            return;
        }
        socket = made;
        lastRead = loop.nanoTime();
        waiting.forEach(each -> write(made, each));
        waiting.clear();
    }

    TcpLimits.Silence silence() {
        // Whoever we connect to need not speak first.
        return new TcpLimits.Silence(opened, spoken || outgoing, lastRead, messageBegan);
    }

    /** Ours or the peer's doing; once. What waits for the connection is lost, and so may be what was written just now. */
    void close(String why) {
        if (!open) {
            return;
        }
        open = false;
        listener.closed(this, why);
        holdStream(0);
        for (Outgoing each : waiting) {
            listener.counters().dropped.increment();
            holdUnsent(-each.message().length());
            each.lost().ifPresent(loop::execute);
        }
        waiting.clear();
        long now = loop.nanoTime();
        for (Written each : written) {
            if (now - each.nanoTime() <= CROSSING.toNanos()) {
                loop.execute(each.lost());
            }
        }
        written.clear();
        NetSocket connected = socket;
        if (connected != null) {
            connected.close();
        }
    }
}
