package io.carillon.protocol.sip.transaction;

/** The transaction timers (RFC 3261 table 4, RFC 6026 §8.11), and three that the RFCs describe without a letter. */
enum TimerName {
    /** INVITE request retransmission, unreliable transports only. */
    A,
    /** INVITE client transaction time-out. */
    B,
    /** Wait for retransmissions of a non-2xx answer to INVITE. */
    D,
    /** Non-INVITE request retransmission. */
    E,
    /** Non-INVITE client transaction time-out. */
    F,
    /** INVITE response retransmission. */
    G,
    /** Wait for the ACK. */
    H,
    /** Wait for ACK retransmissions. */
    I,
    /** Wait for non-INVITE request retransmissions. */
    J,
    /** Wait for response retransmissions. */
    K,
    /** Wait for accepted INVITE retransmissions, at the server. */
    L,
    /** Wait for retransmissions of 2xx to INVITE and further 2xx, at the client. */
    M,
    /** §17.2.1: 100 goes out by itself when the user said nothing for 200 ms. */
    TRYING,
    /** RFC 3263 §4.3: a target that has given no sign in this time is left for the next. */
    PATIENCE,
    /** §9.1: a cancelled INVITE without a final response is given up after 64*T1. */
    CANCELLED
}
