package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.Via;
import java.util.random.RandomGenerator;

/** Makes tags, branches and Call-IDs that do not repeat and cannot be guessed, given a secure generator (RFC 3261 §19.3). */
public final class Identifiers {
    private static final char[] ALPHABET = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();
    private static final int TAG_CHARS = 12;

    /** A secure generator costs a microsecond a call, however few bytes it is asked for. */
    private static final int BATCH_BYTES = 512;

    private final RandomGenerator random;
    private final byte[] batch = new byte[BATCH_BYTES];
    private int used = BATCH_BYTES;

    public Identifiers(RandomGenerator random) {
        this.random = random;
    }

    /** 60 random bits; §19.3 asks for at least 32. */
    public String tag() {
        return characters("", TAG_CHARS);
    }

    /** 120 random bits after the magic cookie (§8.1.1.7). */
    public String branch() {
        return characters(Via.MAGIC_COOKIE, 2 * TAG_CHARS);
    }

    /** 120 random bits; no host in it (§8.1.1.4 leaves it out, and it would give an inner address away). */
    public String callId() {
        return characters("", 2 * TAG_CHARS);
    }

    /** Five random bits a character. */
    private String characters(String prefix, int count) {
        if (used + count > BATCH_BYTES) {
            random.nextBytes(batch);
            used = 0;
        }
        StringBuilder text = new StringBuilder(prefix.length() + count).append(prefix);
        for (int i = 0; i < count; i++) {
            text.append(ALPHABET[batch[used] & 31]);
            used++;
        }
        return text.toString();
    }
}
