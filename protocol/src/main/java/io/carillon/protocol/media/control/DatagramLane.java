package io.carillon.protocol.media.control;

import io.carillon.protocol.datagram.DatagramLoop;
import io.carillon.protocol.datagram.DatagramOptions;
import io.carillon.protocol.datagram.DatagramPort;
import io.carillon.protocol.media.ControlDatagram;
import io.carillon.protocol.media.MediaFrame;
import io.carillon.protocol.media.MediaJson;
import io.carillon.protocol.media.MediaReply;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Requests to a relay as datagrams, sent and received by a loop that turns anyway: a WebSocket wakes a thread here and one
 * there for each (docs/adr/0024). Nothing is sent twice here: what is not answered soon is handed back, to go over the
 * WebSocket under the same id, and the lane is used again only when a probe has come through.
 *
 * <p>Lives as long as the connection whose key it has. Any thread.
 */
final class DatagramLane {
    private static final Logger LOG = Logger.getLogger(DatagramLane.class);

    /** A relay answers within a millisecond, and within this time on a busy machine; what has taken longer is lost. */
    static final Duration PATIENCE = Duration.ofMillis(100);

    private static final Duration PROBE = Duration.ofSeconds(1);

    private final DatagramLoop loop;
    private final InetSocketAddress relay;
    private final String key;
    private final ControlRequest probe;
    private final Consumer<ControlRequest> otherwise;
    private final UnderWay<ControlRequest> underWay;
    private boolean watching;
    private boolean closed;
    private volatile boolean proven;
    /** This and the next on the loop only. */
    private boolean probing;

    private @Nullable DatagramPort port;

    private DatagramLane(
            DatagramLoop loop,
            InetSocketAddress relay,
            String key,
            Duration patience,
            ControlRequest probe,
            Consumer<ControlRequest> otherwise) {
        this.loop = loop;
        this.relay = relay;
        this.key = key;
        this.underWay = new UnderWay<>(patience.toNanos());
        this.probe = probe;
        this.otherwise = otherwise;
    }

    /**
     * @param patience see {@link #PATIENCE}
     * @param probe may be answered by anything, any number of times
     * @param otherwise gets what was not answered here; on the loop
     */
    static DatagramLane open(
            DatagramLoop loop,
            InetSocketAddress relay,
            String key,
            Duration patience,
            ControlRequest probe,
            Consumer<ControlRequest> otherwise) {
        DatagramLane lane = new DatagramLane(loop, relay, key, patience, probe, otherwise);
        loop.execute(lane::bind);
        return lane;
    }

    private void bind() {
        InetAddress any = InetAddress.ofLiteral(relay.getAddress() instanceof Inet6Address ? "::" : "0.0.0.0");
        try {
            port = loop.open(new InetSocketAddress(any, 0), this::received, DatagramOptions.SIGNALLING);
            probe();
        } catch (IOException e) {
            LOG.warnf("Media relay %s is told nothing by datagrams: %s", relay, e.getMessage());
        }
    }

    /** Sends it, if datagrams come through and this one is short enough. */
    boolean takes(ControlRequest request) {
        if (!proven) {
            return false;
        }
        Optional<ByteBuffer> datagram = ControlDatagram.write(key, request.frame());
        if (datagram.isEmpty() || !ask(request)) {
            return false;
        }
        loop.execute(() -> send(datagram.get()));
        return true;
    }

    /** Does it on the loop, after so long. */
    void later(Duration delay, Runnable task) {
        loop.execute(() -> loop.schedule(delay, task));
    }

    private synchronized boolean ask(ControlRequest request) {
        if (closed) {
            return false;
        }
        underWay.ask(request.id(), request, System.nanoTime());
        return true;
    }

    private void send(ByteBuffer datagram) {
        if (port != null) {
            // One that is dropped is missed like one that is lost.
            boolean _ = port.send(datagram, relay);
        }
        watch();
    }

    /** One timer for all. On the loop. */
    private synchronized void watch() {
        var left = underWay.left(System.nanoTime());
        if (!watching && left.isPresent()) {
            watching = true;
            // After the ports had their turn once more: if it was we who paused, the answers are there.
            loop.schedule(Duration.ofNanos(left.getAsLong()), () -> loop.execute(this::handBack));
        }
    }

    private void handBack() {
        List<ControlRequest> lost = overdue();
        if (!lost.isEmpty() && proven) {
            LOG.infof("Media relay %s does not answer datagrams: it is told over its connection", relay);
            proven = false;
            probeLater();
        }
        lost.forEach(otherwise);
        watch();
    }

    private synchronized List<ControlRequest> overdue() {
        watching = false;
        return underWay.overdue(System.nanoTime());
    }

    private void probeLater() {
        if (!probing) {
            probing = true;
            loop.schedule(PROBE, () -> {
                probing = false;
                probe();
            });
        }
    }

    private void probe() {
        if (!proven && port != null) {
            ControlDatagram.write(key, probe.frame()).ifPresent(this::send);
            probeLater();
        }
    }

    private void received(DatagramPort own, ByteBuffer payload, InetSocketAddress from) {
        ControlDatagram.read(payload)
                .filter(datagram -> datagram.key().equals(key))
                .map(ControlDatagram::frame)
                .ifPresent(decoded -> {
                    if (decoded instanceof MediaJson.Decoded.Frame(MediaFrame.Response(long id, var replies))) {
                        if (id == probe.id()) {
                            comesThrough();
                        }
                        boolean _ = answered(id, replies);
                    } else {
                        LOG.warnf("Media relay %s sent a bad datagram: %s", relay, decoded);
                    }
                });
    }

    private void comesThrough() {
        if (!proven) {
            LOG.infof("Media relay %s answers datagrams", relay);
            proven = true;
        }
    }

    /** An answer has come, by datagram or over the connection; false if it answers nothing that is open here. */
    boolean answered(long id, List<MediaReply> replies) {
        Optional<ControlRequest> request = taken(id);
        request.ifPresent(open -> open.replies().complete(replies));
        return request.isPresent();
    }

    private synchronized Optional<ControlRequest> taken(long id) {
        return underWay.answered(id);
    }

    /** Sends nothing any more; what was not answered is the caller's. */
    synchronized List<ControlRequest> close() {
        closed = true;
        proven = false;
        loop.execute(() -> {
            if (port != null) {
                port.close();
                port = null;
            }
        });
        return underWay.clear();
    }
}
