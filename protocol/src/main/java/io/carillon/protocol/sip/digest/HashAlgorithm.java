package io.carillon.protocol.sip.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The digest algorithms we speak (RFC 7616 §3.3, RFC 8760 §2.1). MD5 is there because every phone knows it. */
public enum HashAlgorithm {
    MD5("MD5"),
    SHA_256("SHA-256");

    private final String token;

    HashAlgorithm(String token) {
        this.token = token;
    }

    /** As {@code algorithm=} writes it. */
    public String token() {
        return token;
    }

    /** By its token, in any case. */
    public static Optional<HashAlgorithm> of(String token) {
        for (HashAlgorithm algorithm : values()) {
            if (algorithm.token.equalsIgnoreCase(token)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /**
     * Those of these tokens, in their order.
     *
     * @throws IllegalArgumentException if one is of no algorithm that we speak
     */
    public static List<HashAlgorithm> all(List<String> tokens) {
        return tokens.stream()
                .map(token -> of(token)
                        .orElseThrow(() -> new IllegalArgumentException("'" + token + "' is no digest algorithm")))
                .toList();
    }

    /** The hash of the parts joined by colons, in lower-case hexadecimal digits. */
    String hex(String... parts) {
        return HexFormat.of().formatHex(digest().digest(String.join(":", parts).getBytes(StandardCharsets.UTF_8)));
    }

    private MessageDigest digest() {
        try {
            return MessageDigest.getInstance(token);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + token, e);
        }
    }
}
