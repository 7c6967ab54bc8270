package io.carillon.relay.session;

import io.carillon.protocol.datagram.DatagramHandler;
import io.carillon.protocol.datagram.DatagramOptions;
import io.carillon.protocol.datagram.DatagramPort;
import io.carillon.relay.port.PortPair;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jboss.logging.Logger;

/** A leg's pair of bound ports. Owned by the leg's loop. */
final class MediaPorts {

    private static final Logger LOG = Logger.getLogger(MediaPorts.class);

    /** Ports of the range that another program has; more of them than this is a range to be configured anew. */
    private static final int MOST_ATTEMPTS = 16;

    /** Hears what comes in. */
    interface Listener {
        void rtp(ByteBuffer packet, InetSocketAddress from);

        void rtcp(ByteBuffer packet, InetSocketAddress from);
    }

    private final LoopResources on;
    private final PortPair pair;
    private final DatagramPort rtp;
    private final DatagramPort rtcp;
    private Optional<Listener> listener = Optional.empty();

    private MediaPorts(LoopResources on, PortPair pair) throws IOException {
        this.on = on;
        this.pair = pair;
        rtp = bind(pair.rtp(), (port, packet, from) -> listener.ifPresent(hears -> hears.rtp(packet, from)));
        try {
            rtcp = bind(pair.rtcp(), (port, packet, from) -> listener.ifPresent(hears -> hears.rtcp(packet, from)));
        } catch (IOException e) {
            rtp.close();
            throw e;
        }
    }

    /** Empty if no pair is left, or those tried belong to somebody else. */
    static Optional<MediaPorts> open(LoopResources on) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Optional<PortPair> pair = on.ports().take(on.loop().nanoTime());
            if (pair.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(new MediaPorts(on, pair.get()));
            } catch (IOException e) {
                LOG.debugf(
                        "Ports %d and %d are passed over: %s",
                        pair.get().rtp(), pair.get().rtcp(), e.getMessage());
                on.ports().giveBack(pair.get(), on.loop().nanoTime());
            }
        }
        return Optional.empty();
    }

    private DatagramPort bind(int port, DatagramHandler handler) throws IOException {
        return on.loop().open(new InetSocketAddress(on.bind(), port), handler, DatagramOptions.MEDIA);
    }

    void listen(Listener hears) {
        listener = Optional.of(hears);
    }

    DatagramPort rtp() {
        return rtp;
    }

    DatagramPort rtcp() {
        return rtcp;
    }

    int rtpPort() {
        return pair.rtp();
    }

    /** Closes them; they rest before they are used again. */
    void close() {
        rtp.close();
        rtcp.close();
        on.ports().giveBack(pair, on.loop().nanoTime());
    }

    /** Closes them before anybody was told of them. */
    void abandon() {
        rtp.close();
        rtcp.close();
        on.ports().putBack(pair);
    }
}
