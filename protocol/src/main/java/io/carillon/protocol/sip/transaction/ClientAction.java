package io.carillon.protocol.sip.transaction;

import java.time.Duration;

/** What a client transaction wants done. */
sealed interface ClientAction {
    /** Send the request, for the first time or again. */
    record Send() implements ClientAction {}

    /** Acknowledge the non-2xx response at hand (§17.1.1.3). */
    record SendAck() implements ClientAction {}

    /** Give the response at hand to the user. */
    record PassUp() implements ClientAction {}

    /** Tell the user that no final response came. */
    record TimeOut() implements ClientAction {}

    /** Tell the user that the target gives no sign, and let it know by CANCEL should it give one after all (§9.1). */
    record GiveUp() implements ClientAction {}

    /** Tell the user that the transport failed. */
    record Fail() implements ClientAction {}

    record Start(TimerName timer, Duration delay) implements ClientAction {}

    record Stop(TimerName timer) implements ClientAction {}
}
