package io.carillon.protocol.sip.transport;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which requests go by TCP for their length although their destination is one of UDP (RFC 3261 §18.1.1), and where that
 * was tried in vain. Does no I/O and reads no clock; owned by the listeners' loop.
 */
final class LargeRequests {
    /** For a path whose MTU is unknown, as all of ours are: 1500 of Ethernet less 200 for what answers add. */
    static final int LONGEST_DATAGRAM = 1_300;

    /** Whoever has no TCP today may have it after a change of firmware; until then each try delays a call. */
    static final Duration MEMORY = Duration.ofMinutes(5);

    /** A fleet of phones; beyond, whoever failed longest ago is tried again early. */
    static final int MOST_REMEMBERED = 1_000;

    private final Map<InetSocketAddress, Long> refusedAt = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetSocketAddress, Long> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    boolean byTcp(int length, InetSocketAddress to, long nanoTime) {
        if (length <= LONGEST_DATAGRAM) {
            return false;
        }
        Long refused = refusedAt.get(to);
        return refused == null || nanoTime - refused >= MEMORY.toNanos();
    }

    /** Nobody took a connection there. */
    void refused(InetSocketAddress to, long nanoTime) {
        // Put in anew, so that it is the youngest.
        refusedAt.remove(to);
        refusedAt.put(to, nanoTime);
    }
}
