package io.carillon.config.sip;

/** {@code sendrpid=}: whether a peer that is trusted is told who calls, beside From. */
public enum SentIdentity {
    /** {@code no}. */
    NONE,
    /** {@code yes} or {@code rpid}: Remote-Party-ID, which came before RFC 3325 and which many still read. */
    REMOTE_PARTY_ID,
    /** {@code pai}: P-Asserted-Identity (RFC 3325 §9.1). */
    ASSERTED
}
