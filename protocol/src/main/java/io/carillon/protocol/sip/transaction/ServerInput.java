package io.carillon.protocol.sip.transaction;

/** What can happen to a server transaction. */
sealed interface ServerInput {
    /** The request came in for the first time. */
    record Started() implements ServerInput {}

    /** The request came in again. */
    record Retransmitted() implements ServerInput {}

    /** An ACK on the branch of the INVITE. */
    record Acknowledged() implements ServerInput {}

    /** The user gives a response; only its status matters here. */
    record Respond(int status) implements ServerInput {}

    record Fired(TimerName timer) implements ServerInput {}
}
