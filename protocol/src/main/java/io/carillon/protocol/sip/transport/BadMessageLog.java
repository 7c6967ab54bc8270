package io.carillon.protocol.sip.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.Logger;

/** Logs each cause once a peer, so that a flood of bad messages is one line and not a full disk. */
final class BadMessageLog {
    /** Enough for a fleet of broken phones; when full it starts anew, which costs a repeated line. */
    private static final int MAX_KNOWN = 1_000;

    private final Logger log;
    private final Set<Known> known = new HashSet<>();

    private record Known(String cause, InetAddress peer) {}

    BadMessageLog(Logger log) {
        this.log = log;
    }

    void note(String listener, String cause, InetSocketAddress from) {
        if (known.size() >= MAX_KNOWN) {
            known.clear();
        }
        if (known.add(new Known(cause, from.getAddress()))) {
            log.warnf(
                    "Unusable message from %s on %s: %s (further ones of its kind are only counted)",
                    from, listener, cause);
        }
    }
}
