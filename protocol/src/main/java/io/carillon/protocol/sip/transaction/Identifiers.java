package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.Via;
import java.util.random.RandomGenerator;

/** Makes tags, branches and Call-IDs that do not repeat and cannot be guessed, given a secure generator (RFC 3261 §19.3). */
public final class Identifiers {
    private static final char[] ALPHABET = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();
    private static final int TAG_CHARS = 12;
    private static final int BITS_A_CHAR = 5;
    private static final int HASH_CHARS = 13;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

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

    /** A random number from 0 to below the bound, as for waits that must not meet (§14.1). */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /**
     * The tag of an answer given without a transaction: the same for each retransmission of the request (§8.2.7).
     */
    public static String statelessTag(SipRequest request) {
        return characters(new StringBuilder(HASH_CHARS), fingerprint(request));
    }

    /**
     * The branch of a request forwarded without a transaction (§16.11): the same for each retransmission, another for
     * every other request, whichever client it comes from.
     */
    public static String statelessBranch(SipRequest request) {
        StringBuilder text = new StringBuilder(Via.MAGIC_COOKIE.length() + HASH_CHARS).append(Via.MAGIC_COOKIE);
        return characters(text, fingerprint(request));
    }

    private static long fingerprint(SipRequest request) {
        Via via = request.topVia();
        long hash = FNV_OFFSET;
        hash = mixed(hash, via.branch().orElse(""));
        hash = mixed(hash, via.sentBy().host());
        hash = (hash ^ via.sentBy().portOr(0)) * FNV_PRIME;
        hash = mixed(hash, via.received().orElse(""));
        hash = mixed(hash, request.callId());
        hash = mixed(hash, request.from().tag().orElse(""));
        return (hash ^ request.cseq().number()) * FNV_PRIME;
    }

    /** FNV-1a, 64 bits. */
    private static long mixed(long hash, String text) {
        long mixed = hash;
        for (int i = 0; i < text.length(); i++) {
            mixed = (mixed ^ text.charAt(i)) * FNV_PRIME;
        }
        return (mixed ^ '\n') * FNV_PRIME;
    }

    private static String characters(StringBuilder text, long bits) {
        for (int shift = 0; shift < Long.SIZE; shift += BITS_A_CHAR) {
            text.append(ALPHABET[(int) (bits >>> shift) & 31]);
        }
        return text.toString();
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
