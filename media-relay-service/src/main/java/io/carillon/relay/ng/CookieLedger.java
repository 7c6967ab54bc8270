package io.carillon.relay.ng;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers answers for a while, so that a request that comes again, because its answer was late or lost, gets the same
 * one and nothing is done twice. No clock; owner: the NG loop.
 */
public final class CookieLedger {

    /** Longer than a proxy repeats one request: five times a second by Kamailio's defaults. */
    public static final Duration REMEMBERED = Duration.ofSeconds(30);

    /** More than 500 requests a second for as long as they are remembered; beyond, the oldest go. */
    static final int MOST = 16_384;

    /** Of all answers together: a usual one has a thousand. */
    static final int MOST_BYTES = 16 << 20;

    /** Requests that wait for the media loops; beyond, those are behind, and a proxy that asks again comes soon enough. */
    static final int MOST_OPEN = 1_024;

    /** A request: cookies are unique to who sends them. */
    public record Asked(InetSocketAddress from, String cookie) {}

    /** Whether a request is new. */
    public sealed interface Seen {

        record First() implements Seen {}

        /** It came before, and its answer is on the way. */
        record Open() implements Seen {}

        /** @param answer the whole datagram */
        record Answered(ByteBuffer answer) implements Seen {}

        /** It is new and there is no room for it. */
        record TooMany() implements Seen {}
    }

    private static final class Entry {
        private final long until;
        private @Nullable ByteBuffer answer;

        Entry(long until) {
            this.until = until;
        }
    }

    private final Map<Asked, Entry> entries = new LinkedHashMap<>();
    private int open;
    private int bytes;

    /** @param now nanoseconds */
    public Seen see(Asked asked, long now) {
        dropOldest(now);
        Entry entry = entries.get(asked);
        if (entry != null) {
            return entry.answer == null ? new Seen.Open() : new Seen.Answered(entry.answer);
        }
        if (open == MOST_OPEN) {
            return new Seen.TooMany();
        }
        entries.put(asked, new Entry(now + REMEMBERED.toNanos()));
        open++;
        return new Seen.First();
    }

    /** The answer to a request that was new; told once. */
    public void answered(Asked asked, ByteBuffer answer) {
        open--;
        Entry entry = entries.get(asked);
        if (entry != null) {
            entry.answer = answer;
            bytes += answer.remaining();
        }
    }

    private void dropOldest(long now) {
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext()) {
            Entry entry = oldest.next();
            boolean isKept = entry.until - now > 0 && entries.size() < MOST && bytes <= MOST_BYTES;
            if (isKept) {
                return;
            }
            bytes -= entry.answer == null ? 0 : entry.answer.remaining();
            oldest.remove();
        }
    }
}
