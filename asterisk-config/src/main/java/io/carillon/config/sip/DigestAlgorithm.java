package io.carillon.config.sip;

/** Hashes that a digest challenge may offer (RFC 8760). */
public enum DigestAlgorithm {
    MD5,
    SHA_256
}
