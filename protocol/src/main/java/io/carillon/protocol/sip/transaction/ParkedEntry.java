package io.carillon.protocol.sip.transaction;

/**
 * A server transaction whose user is done with it, in its smallest form: thousands of these wait out 64*T1 under load. It
 * does not count as open.
 */
sealed interface ParkedEntry extends ServerEntry permits AnsweredRequest, AcceptedInvite {
    ServerKey key();

    /** By the loop's clock. */
    long expiresAtNanos();
}
