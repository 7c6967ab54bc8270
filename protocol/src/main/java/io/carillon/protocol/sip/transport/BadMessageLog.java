package io.carillon.protocol.sip.transport;

import io.carillon.protocol.sip.Printable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Names each cause once a peer, and so many a second in all: a flood of bad messages, from one address or from forged
 * ones, is a few lines and not a full disk. Owned by the listener's loop.
 */
final class BadMessageLog {
    /** Enough for a fleet of broken phones; beyond, whoever was quiet longest is forgotten and may be named again. */
    private static final int MAX_KNOWN = 1_000;

    /** More is an attack, and named well enough. */
    private static final int MOST_A_SECOND = 20;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Consumer<String> warn;
    private final Map<Known, Boolean> known = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Known, Boolean> eldest) {
            return size() > MAX_KNOWN;
        }
    };
    private long secondBegan;
    private int told;
    private long untold;

    private record Known(String cause, InetAddress peer) {}

    BadMessageLog(Consumer<String> warn, long nanoTime) {
        this.warn = warn;
        this.secondBegan = nanoTime;
    }

    void note(String listener, String cause, InetSocketAddress from, long nanoTime) {
        if (nanoTime - secondBegan >= SECOND) {
            secondBegan = nanoTime;
            told = 0;
        }
        Known kind = new Known(cause, from.getAddress());
        // Asked with get, which makes it the youngest.
        if (known.get(kind) != null) {
            return;
        }
        if (told == MOST_A_SECOND) {
            untold++;
            return;
        }
        told++;
        known.put(kind, true);
        String more = untold == 0 ? "" : "; " + untold + " more were not named";
        untold = 0;
        warn.accept("Unusable message from " + from + " on " + listener + ": " + Printable.line(cause)
                + " (further ones of its kind are only counted" + more + ")");
    }
}
