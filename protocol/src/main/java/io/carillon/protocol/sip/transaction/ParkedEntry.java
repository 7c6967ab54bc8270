package io.carillon.protocol.sip.transaction;

/**
 * A transaction whose user is done with it, in its smallest form: thousands of these wait out 64*T1, or T4, under load. It does not
 * count as open.
 */
interface ParkedEntry {
    /** By the loop's clock. */
    long expiresAtNanos();
}
