package io.carillon.relay.session;

import io.carillon.protocol.datagram.DatagramHandler;
import io.carillon.protocol.datagram.DatagramLoop;
import io.carillon.protocol.datagram.DatagramOptions;
import io.carillon.protocol.datagram.DatagramPort;
import io.carillon.relay.port.PortPair;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Two sockets, which may serve one leg after another. What comes while nobody listens is lost. Owned by its loop. */
final class BoundPair {

    private final DatagramLoop loop;
    private final PortPair ports;
    private final DatagramPort rtp;
    private final DatagramPort rtcp;
    private Optional<MediaPorts.Listener> listener = Optional.empty();
    private long quietSince;

    /** @throws IOException if one of them belongs to another program, or there are no files left */
    BoundPair(DatagramLoop loop, InetAddress address, PortPair ports) throws IOException {
        this.loop = loop;
        this.ports = ports;
        quietSince = loop.nanoTime();
        rtp = bind(address, ports.rtp(), (port, packet, from) -> {
            if (listener.isPresent()) {
                listener.get().rtp(packet, from);
            } else {
                quietSince = loop.nanoTime();
            }
        });
        try {
            rtcp = bind(address, ports.rtcp(), (port, packet, from) -> {
                if (listener.isPresent()) {
                    listener.get().rtcp(packet, from);
                } else {
                    quietSince = loop.nanoTime();
                }
            });
        } catch (IOException e) {
            rtp.close();
            throw e;
        }
    }

    private DatagramPort bind(InetAddress address, int port, DatagramHandler handler) throws IOException {
        return loop.open(new InetSocketAddress(address, port), handler, DatagramOptions.MEDIA);
    }

    void listen(MediaPorts.Listener hears) {
        listener = Optional.of(hears);
    }

    void listenNoMore() {
        listener = Optional.empty();
        quietSince = loop.nanoTime();
    }

    /** When somebody listened last, or when the last packet came to which nobody did. */
    long quietSince() {
        return quietSince;
    }

    PortPair ports() {
        return ports;
    }

    DatagramPort rtp() {
        return rtp;
    }

    DatagramPort rtcp() {
        return rtcp;
    }

    void close() {
        rtp.close();
        rtcp.close();
    }
}
