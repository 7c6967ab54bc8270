package io.carillon.relay.session;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** A leg's pair of ports, as long as it is the leg's: whoever still holds this later reaches nobody. Owned by its loop. */
final class MediaPorts {

    /** Hears what comes in. */
    interface Listener {
        void rtp(ByteBuffer packet, InetSocketAddress from);

        void rtcp(ByteBuffer packet, InetSocketAddress from);
    }

    private final LoopPorts loopPorts;
    private final BoundPair pair;
    private boolean open = true;

    MediaPorts(LoopPorts loopPorts, BoundPair pair) {
        this.loopPorts = loopPorts;
        this.pair = pair;
    }

    void listen(Listener hears) {
        if (open) {
            pair.listen(hears);
        }
    }

    /** Returns false if it could not be sent, or these are closed. */
    boolean sendRtp(ByteBuffer packet, InetSocketAddress to) {
        return open && pair.rtp().send(packet, to);
    }

    /** Returns false if it could not be sent, or these are closed. */
    boolean sendRtcp(ByteBuffer packet, InetSocketAddress to) {
        return open && pair.rtcp().send(packet, to);
    }

    int rtpPort() {
        return pair.ports().rtp();
    }

    /** Closes them; they rest before another leg has them. */
    void close() {
        if (open) {
            open = false;
            loopPorts.rest(pair);
        }
    }

    /** Closes them before anybody was told of them. */
    void abandon() {
        if (open) {
            open = false;
            loopPorts.abandon(pair);
        }
    }
}
