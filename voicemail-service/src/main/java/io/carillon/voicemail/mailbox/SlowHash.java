package io.carillon.voicemail.mailbox;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * PBKDF2 with HMAC-SHA-256 (RFC 8018 §5.2) and a salt of its own, as text:
 * {@code pbkdf2-sha256$<iterations>$<salt>$<hash>}. Takes tens of milliseconds of CPU; not for an event loop.
 *
 * @param text what is stored
 */
record SlowHash(String text) {
    private static final String SCHEME = "pbkdf2-sha256";
    /** The ten thousand PINs of four digits can be tried whatever one costs; this makes it minutes and not a moment. */
    private static final int ITERATIONS = 60_000;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;
    private static final SecureRandom RANDOM = new SecureRandom();

    static SlowHash of(String secret) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        HexFormat hex = HexFormat.of();
        return new SlowHash(String.join(
                "$",
                SCHEME,
                Integer.toString(ITERATIONS),
                hex.formatHex(salt),
                hex.formatHex(derive(secret, salt, ITERATIONS))));
    }

    /** Compares in constant time, with the iterations and the salt this hash was made with. */
    boolean matches(String secret) {
        String[] parts = text.split("\\$", -1);
        if (parts.length != 4 || !parts[0].equals(SCHEME)) {
            throw new IllegalStateException("the database holds a hash of an unknown kind");
        }
        HexFormat hex = HexFormat.of();
        byte[] expected = hex.parseHex(parts[3]);
        return MessageDigest.isEqual(expected, derive(secret, hex.parseHex(parts[2]), Integer.parseInt(parts[1])));
    }

    private static byte[] derive(String secret, byte[] salt, int iterations) {
        PBEKeySpec key = new PBEKeySpec(secret.toCharArray(), salt, iterations, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform we run on has PBKDF2", impossible);
        } finally {
            key.clearPassword();
        }
    }

    /** A hash is no secret, but it has no business in a log either. */
    @Override
    public String toString() {
        return SCHEME;
    }
}
