package io.carillon.protocol.sip.digest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and judges nonces (RFC 7616 §5.4). A nonce says who issued it, when, and its serial number, signed for one
 * holder (an account at an address) with a key that proxies and registrars share: any of them knows a genuine nonce, only its issuer lets it in.
 * Nothing is kept for a nonce until it was used with the right password, so a flood of unknown requests costs no memory.
 * Used on one thread.
 */
public final class NonceIssuer {
    /** As short as a nonce may be kept by a phone for its next call, as long as replay is of use to anybody. */
    public static final Duration LIFETIME = Duration.ofMinutes(5);

    /** Used nonces remembered: more than a replica lets in within a nonce's life at 200 new phones a second. */
    public static final int MAX_USED = 65_536;

    private static final int MIN_KEY_BYTES = 32;
    private static final int MAC_BYTES = 16;
    private static final int SIGNED_BYTES = 3 * Long.BYTES;

    /** What a nonce is worth, given that its response was right. */
    public sealed interface Verdict {
        /** Ours, in time, not used with this count before. */
        record Fresh() implements Verdict {}

        /** Genuine, but too old, another issuer's, or no longer remembered. */
        record Stale() implements Verdict {}

        /** Genuine, but this count was seen before. */
        record Replayed() implements Verdict {}

        /** Not signed by us for this holder. */
        record Forged() implements Verdict {}
    }

    private final long issuer;
    private final Mac mac;
    private final Duration lifetime;
    private final UsedNonces used;
    private long serial;

    /**
     * @param issuer differs between replicas and between two runs of one: a random number
     * @param key shared by all, at least 32 bytes
     */
    public NonceIssuer(long issuer, byte[] key) {
        this(issuer, key, LIFETIME, MAX_USED);
    }

    NonceIssuer(long issuer, byte[] key, Duration lifetime, int maxUsed) {
        if (key.length < MIN_KEY_BYTES) {
            throw new IllegalArgumentException("the nonce key has " + key.length + " bytes, not " + MIN_KEY_BYTES);
        }
        this.issuer = issuer;
        this.mac = hmac(key);
        this.lifetime = lifetime;
        this.used = new UsedNonces(maxUsed);
    }

    private static Mac hmac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** A new nonce for this holder. */
    public String issue(String holder, Instant now) {
        serial++;
        byte[] signed = ByteBuffer.allocate(SIGNED_BYTES)
                .putLong(issuer)
                .putLong(now.toEpochMilli())
                .putLong(serial)
                .array();
        byte[] nonce = Arrays.copyOf(signed, SIGNED_BYTES + MAC_BYTES);
        System.arraycopy(signature(signed, holder), 0, nonce, SIGNED_BYTES, MAC_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
    }

    /**
     * What a genuine nonce says, whichever of us signed it.
     *
     * @param by its issuer
     */
    record Genuine(long by, Instant issuedAt, long serial) {}

    /** Empty unless it was signed for this holder. */
    Optional<Genuine> read(String nonce, String holder) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(nonce);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != SIGNED_BYTES + MAC_BYTES) {
            return Optional.empty();
        }
        byte[] signed = Arrays.copyOf(bytes, SIGNED_BYTES);
        byte[] claimed = Arrays.copyOfRange(bytes, SIGNED_BYTES, bytes.length);
        if (!MessageDigest.isEqual(claimed, signature(signed, holder))) {
            return Optional.empty();
        }
        ByteBuffer fields = ByteBuffer.wrap(signed);
        return Optional.of(new Genuine(fields.getLong(), Instant.ofEpochMilli(fields.getLong()), fields.getLong()));
    }

    /** Whether it is our own and in time. */
    boolean current(Genuine nonce, Instant now) {
        Duration age = Duration.between(nonce.issuedAt(), now);
        return nonce.by() == issuer && !age.isNegative() && age.compareTo(lifetime) <= 0;
    }

    /**
     * Uses a nonce once. To be asked only when the response was right, else anybody could use up a nonce.
     *
     * @param nonceCount the client's count; empty without qop, when a nonce serves once
     */
    public Verdict use(String nonce, String holder, Optional<Long> nonceCount, Instant now) {
        return read(nonce, holder).map(genuine -> use(genuine, nonceCount, now)).orElseGet(Verdict.Forged::new);
    }

    Verdict use(Genuine nonce, Optional<Long> nonceCount, Instant now) {
        return current(nonce, now) ? used.use(nonce.serial(), nonceCount) : new Verdict.Stale();
    }

    private byte[] signature(byte[] signed, String holder) {
        mac.update(signed);
        return Arrays.copyOf(mac.doFinal(holder.getBytes(StandardCharsets.UTF_8)), MAC_BYTES);
    }
}
