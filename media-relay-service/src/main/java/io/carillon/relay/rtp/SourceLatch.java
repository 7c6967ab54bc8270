package io.carillon.relay.rtp;

import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which address a party's packets come from: learnt from the first one, then strict. Whoever else sends is a stranger.
 * Only the address that the party itself announced may take over from one learnt by chance, and only a new announcement
 * opens the latch again.
 *
 * <p>Mutable, because it is asked for every packet; owned by the leg's loop.
 */
public final class SourceLatch {

    private @Nullable InetSocketAddress announced;
    private @Nullable InetSocketAddress learned;
    private long strangers;

    /** What the party's newest description says, if it says an address; the same one again changes nothing. */
    public void announce(Optional<InetSocketAddress> address) {
        InetSocketAddress next = address.orElse(null);
        if (!Objects.equals(next, announced)) {
            announced = next;
            relearn();
        }
    }

    /** The party has moved: the next packet tells where to. */
    public void relearn() {
        if (!Objects.equals(learned, announced)) {
            learned = null;
        }
    }

    /** Whether a packet from there is the party's. */
    public boolean accepts(InetSocketAddress from) {
        if (from.equals(learned)) {
            return true;
        }
        if (learned == null || from.equals(announced)) {
            learned = from;
            return true;
        }
        strangers++;
        return false;
    }

    /**
     * Where to send to; null while that is unknown.
     *
     * @param symmetric to where the party's packets come from (RFC 4961), as soon as there are any, rather than to where
     *     its description says
     */
    public @Nullable InetSocketAddress destination(boolean symmetric) {
        return symmetric && learned != null ? learned : announced;
    }

    /** Packets refused so far. */
    public long strangers() {
        return strangers;
    }
}
