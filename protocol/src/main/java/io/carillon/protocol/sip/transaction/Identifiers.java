package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.Via;
import java.util.random.RandomGenerator;

/** Makes tags, branches and Call-IDs that do not repeat and cannot be guessed, given a secure generator (RFC 3261 §19.3). */
public final class Identifiers {
    private static final char[] ALPHABET = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();
    private static final int CHARS_A_LONG = 12;

    private final RandomGenerator random;

    public Identifiers(RandomGenerator random) {
        this.random = random;
    }

    /** 60 random bits; §19.3 asks for at least 32. */
    public String tag() {
        return append(new StringBuilder(CHARS_A_LONG)).toString();
    }

    /** 120 random bits after the magic cookie (§8.1.1.7). */
    public String branch() {
        StringBuilder text = new StringBuilder(Via.MAGIC_COOKIE.length() + 2 * CHARS_A_LONG).append(Via.MAGIC_COOKIE);
        return append(append(text)).toString();
    }

    /** 120 random bits; no host in it (§8.1.1.4 leaves it out, and it would give an inner address away). */
    public String callId() {
        return append(append(new StringBuilder(2 * CHARS_A_LONG))).toString();
    }

    private StringBuilder append(StringBuilder text) {
        long bits = random.nextLong();
        for (int i = 0; i < CHARS_A_LONG; i++) {
            text.append(ALPHABET[(int) (bits & 31)]);
            bits >>>= 5;
        }
        return text;
    }
}
