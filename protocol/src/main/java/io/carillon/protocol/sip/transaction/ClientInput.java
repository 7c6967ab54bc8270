package io.carillon.protocol.sip.transaction;

/** What can happen to a client transaction. */
sealed interface ClientInput {
    record Started() implements ClientInput {}

    /** A response matched; only its status matters here. */
    record Received(int status) implements ClientInput {}

    record Fired(TimerName timer) implements ClientInput {}

    record TransportFailed() implements ClientInput {}

    /** CANCEL was sent for this INVITE. */
    record CancelSent() implements ClientInput {}
}
