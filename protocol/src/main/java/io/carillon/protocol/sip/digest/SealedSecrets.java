package io.carillon.protocol.sip.digest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Passwords that we must know in clear, because a provider chooses the realm in which it asks for them, as they lie in the
 * database: AES-256-GCM under keys that are derived from the one the services share (ADR 0016). The same password of the
 * same owner always gives the same text, so that a file read again changes nothing; that two owners share a password is
 * not seen. Any thread.
 */
public final class SealedSecrets {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String MAC = "HmacSHA256";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;

    private final SecretKey sealing;
    private final SecretKey naming;

    /** @param shared the key that registrars and proxies share */
    public SealedSecrets(byte[] shared) {
        sealing = derived(shared, "AES", "carillon provider secrets: sealing");
        naming = derived(shared, MAC, "carillon provider secrets: nonces");
    }

    /** @param owner whose password it is; it opens for nobody else */
    public String seal(String owner, String password) {
        byte[] clear = password.getBytes(StandardCharsets.UTF_8);
        byte[] nonce = nonce(owner, clear);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, owner, nonce).doFinal(clear);
            return Base64.getEncoder()
                    .encodeToString(ByteBuffer.allocate(nonce.length + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform seals with " + CIPHER, e);
        }
    }

    /** The password; empty if it was sealed with another key or for another owner, or is no sealed text. */
    public Optional<String> open(String owner, String sealed) {
        try {
            byte[] bytes = Base64.getDecoder().decode(sealed);
            if (bytes.length <= NONCE_BYTES) {
                return Optional.empty();
            }
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, owner, Arrays.copyOf(bytes, NONCE_BYTES));
            byte[] clear = cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
            return Optional.of(new String(clear, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, String owner, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** A nonce that comes back with its owner and text only: GCM is lost when one serves two texts. */
    private byte[] nonce(String owner, byte[] clear) {
        byte[] name = owner.getBytes(StandardCharsets.UTF_8);
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(naming);
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(name.length).array());
            mac.update(name);
            return Arrays.copyOf(mac.doFinal(clear), NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + MAC, e);
        }
    }

    private static SecretKey derived(byte[] shared, String algorithm, String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            algorithm,
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(shared)
                                    .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), KEY_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java 25 has HKDF", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("this key cannot be derived from", e);
        }
    }
}
