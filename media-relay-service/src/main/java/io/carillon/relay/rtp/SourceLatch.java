package io.carillon.relay.rtp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which address a party's packets come from: learnt from the first one that may be the party's, then strict. Whoever else
 * sends is a stranger. The very address that the party announced may always take over; else only a new announcement opens
 * the latch again, or a silence, after which a NAT may have given the party another port.
 *
 * <p>May be the party's: what comes from the host it announced, or from the host its signalling comes from, at any port. Who
 * speaks first from elsewhere would else hear the call. Only while neither host is known, anybody may be the party. Whether
 * the party is also sent to where it is heard from is another matter: with {@code nat=no} it is not, so a phone behind a NAT
 * is heard and hears nothing, as with Asterisk.
 *
 * <p>Mutable, because it is asked for every packet; owned by the leg's loop.
 */
public final class SourceLatch {

    /**
     * A NAT forgets a port after half a minute of silence (RFC 4787 §4.3), or at once when it restarts; a second without
     * packets is a pause in speech, and no reason to let others in.
     */
    static final Duration LONG_SILENCE = Duration.ofSeconds(5);

    private @Nullable InetSocketAddress announced;
    private @Nullable InetSocketAddress learned;
    private @Nullable InetAddress signalling;
    private boolean symmetric;
    private long heardAt;
    private long strangers;

    /**
     * What is known of the party beside its description.
     *
     * @param symmetric send to where the party's packets come from (RFC 4961), as soon as there are any, rather than to
     *     where its description says
     * @param host where its signalling comes from; empty changes nothing
     */
    public void expect(boolean symmetric, Optional<InetAddress> host) {
        InetAddress next = host.orElse(signalling);
        boolean moved = !Objects.equals(next, signalling);
        this.symmetric = symmetric;
        signalling = next;
        if (moved || (learned != null && !mayBeTheParty(learned.getAddress()))) {
            relearn();
        }
    }

    /** What the party's newest description says, if it says an address; the same one again changes nothing. */
    public void announce(Optional<InetSocketAddress> address) {
        InetSocketAddress next = address.orElse(null);
        if (!Objects.equals(next, announced)) {
            announced = next;
            relearn();
        }
    }

    /** The next packet tells anew. */
    private void relearn() {
        if (!Objects.equals(learned, announced)) {
            learned = null;
        }
    }

    /**
     * Whether a packet from there is the party's.
     *
     * @param now nanoseconds of the loop
     */
    public boolean accepts(InetSocketAddress from, long now) {
        if (from.equals(learned)) {
            heardAt = now;
            return true;
        }
        boolean open = learned == null || now - heardAt >= LONG_SILENCE.toNanos();
        if (from.equals(announced) || (open && mayBeTheParty(from.getAddress()))) {
            learned = from;
            heardAt = now;
            return true;
        }
        strangers++;
        return false;
    }

    private boolean mayBeTheParty(InetAddress host) {
        boolean announcedHost = announced != null && host.equals(announced.getAddress());
        boolean anybody = signalling == null && (symmetric || announced == null);
        return announcedHost || anybody || host.equals(signalling);
    }

    /** Where to send to; null while that is unknown. */
    public @Nullable InetSocketAddress destination() {
        return symmetric && learned != null ? learned : announced;
    }

    /** Packets refused so far. */
    public long strangers() {
        return strangers;
    }
}
