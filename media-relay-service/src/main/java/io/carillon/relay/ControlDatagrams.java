package io.carillon.relay;

import io.carillon.operation.Inside;
import io.carillon.protocol.datagram.DatagramLoop;
import io.carillon.protocol.datagram.DatagramOptions;
import io.carillon.protocol.datagram.DatagramPort;
import io.carillon.protocol.media.ControlDatagram;
import io.carillon.protocol.media.MediaFrame;
import io.carillon.protocol.media.MediaFrame.Response;
import io.carillon.protocol.media.MediaJson.Decoded;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Media control over UDP, for who has a connection to {@link ControlEdge} open and was told its key there: a request in, its
 * response out, at less cost than over the connection (docs/adr/0024). Who has no key hears nothing.
 */
@ApplicationScoped
class ControlDatagrams {

    private static final Logger LOG = Logger.getLogger(ControlDatagrams.class);

    private final Relay relay;
    private final Inside inside;
    private final String host;
    private final int port;
    private final Counter dropped;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, ControlConnection> connections = new ConcurrentHashMap<>();
    private final DatagramLoop loop = DatagramLoop.start("control");
    private volatile Optional<DatagramPort> open = Optional.empty();

    @Inject
    ControlDatagrams(
            Relay relay,
            Inside inside,
            MeterRegistry registry,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "carillon.control.port") int port) {
        this.relay = relay;
        this.inside = inside;
        this.host = host;
        this.port = port;
        this.dropped = Counter.builder("carillon.control.datagrams.dropped")
                .description("Datagrams to media control that held no key of an open connection, or no request")
                .register(registry);
    }

    void start(@Observes StartupEvent event) {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(host), port);
            open = Optional.of(loop.open(address, this::received, DatagramOptions.SIGNALLING));
        } catch (IOException e) {
            LOG.warnf("Media control goes over WebSockets alone: UDP port %d: %s", port, e.getMessage());
        }
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }

    DatagramLoop loop() {
        return loop;
    }

    /** What the client of a new connection is to be told; empty where no datagrams are taken. Any thread. */
    Optional<MediaFrame.Datagrams> admit(ControlConnection connection) {
        return open.map(bound -> {
            String key = ControlDatagram.newKey(random);
            connections.put(key, connection);
            return new MediaFrame.Datagrams(bound.localAddress().getPort(), key);
        });
    }

    /** The connection is closed. Any thread. */
    void forget(ControlConnection connection) {
        connections.values().remove(connection);
    }

    private void received(DatagramPort own, ByteBuffer payload, InetSocketAddress from) {
        if (inside.test(from.getAddress())) {
            ControlDatagram.read(payload)
                    .ifPresentOrElse(datagram -> received(own, datagram, from), dropped::increment);
        } else {
            dropped.increment();
        }
    }

    private void received(DatagramPort own, ControlDatagram datagram, InetSocketAddress from) {
        String key = datagram.key();
        ControlConnection connection = connections.get(key);
        if (connection == null) {
            dropped.increment();
            return;
        }
        switch (datagram.frame()) {
            case Decoded.Frame(MediaFrame.Request request) -> {
                CompletableFuture<?> _ = relay.execute(request, connection)
                        .thenAccept(response -> answer(own, key, from, connection, response));
            }
            case Decoded.Frame frame -> drop(from, frame);
            // It comes again over the connection, where it is answered with what is wrong.
            case Decoded.Wrong wrong -> drop(from, wrong);
        }
    }

    private void drop(InetSocketAddress from, Decoded what) {
        dropped.increment();
        LOG.debugf("A media control datagram from %s is no request: %s", from, what);
    }

    private void answer(
            DatagramPort own, String key, InetSocketAddress to, ControlConnection connection, Response response) {
        Optional<ByteBuffer> datagram = ControlDatagram.write(key, response);
        if (datagram.isPresent()) {
            loop.execute(() -> own.send(datagram.get(), to));
        } else {
            connection.answer(response);
        }
    }
}
