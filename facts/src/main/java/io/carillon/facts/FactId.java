package io.carillon.facts;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Makes the ids of facts that have no natural one: UUIDs of version 7 (RFC 9562 §5.7), which sort by time. */
public final class FactId {
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private FactId() {}

    /**
     * Returns a new id for a fact that became true at the given time. Uniqueness rests on 74 random bits; the ids are no
     * secret, so the fast generator serves.
     */
    public static String at(Instant time) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (time.toEpochMilli() << 16) | VERSION_7 | (random.nextLong() & 0xfffL);
        long low = VARIANT | (random.nextLong() >>> 2);
        return new UUID(high, low).toString();
    }
}
