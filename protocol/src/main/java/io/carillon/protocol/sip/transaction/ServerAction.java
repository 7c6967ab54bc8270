package io.carillon.protocol.sip.transaction;

import java.time.Duration;

/** What a server transaction wants done. */
sealed interface ServerAction {
    /** Send the response just given, and keep it for {@link Resend}. */
    record Send() implements ServerAction {}

    /** Send the last response again, if there was one. */
    record Resend() implements ServerAction {}

    /** Make and send 100 (Trying). */
    record SendTrying() implements ServerAction {}

    /** Give the ACK to the user: it is the ACK of a 2xx (RFC 6026 §7.1). */
    record PassAck() implements ServerAction {}

    /** No ACK came for a final response (Timer H). */
    record Unacknowledged() implements ServerAction {}

    record Start(TimerName timer, Duration delay) implements ServerAction {}

    record Stop(TimerName timer) implements ServerAction {}
}
