package io.carillon.config.sip;

/** Hashes that a digest challenge may offer (RFC 8760). */
public enum DigestAlgorithm {
    MD5("MD5"),
    SHA_256("SHA-256");

    private final String token;

    DigestAlgorithm(String token) {
        this.token = token;
    }

    /** As {@code algorithm=} of a challenge writes it (RFC 7616 §3.3). */
    public String token() {
        return token;
    }
}
