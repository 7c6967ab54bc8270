package io.carillon.relay.session;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** A leg's pair of ports, from its first words to its last: whoever still holds this later reaches nobody. Owned by the leg's loop. */
final class MediaPorts {

    /** Hears what comes in. */
    interface Listener {
        void rtp(ByteBuffer packet, InetSocketAddress from);

        void rtcp(ByteBuffer packet, InetSocketAddress from);
    }

    private final LoopPorts home;
    private final BoundPair pair;
    private boolean open = true;

    MediaPorts(LoopPorts home, BoundPair pair) {
        this.home = home;
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
            home.rest(pair);
        }
    }

    /** Closes them before anybody was told of them. */
    void abandon() {
        if (open) {
            open = false;
            home.abandon(pair);
        }
    }
}
