package io.carillon.proxy.call;

import io.carillon.facts.CallFact.Hangup;
import io.carillon.proxy.dialplan.Ending;

/** How a party left a call, or was found to be lost. */
enum Departure {
    /** CANCEL before the answer (RFC 3261 §9). */
    CANCELLED,
    /** BYE (RFC 3261 §15). */
    HUNG_UP,
    /** No ACK, or no answer to a request within the dialog (RFC 3261 §12.2.1.2, §13.3.1.4). */
    LOST,
    /** An administrator has ended the call, or this party's part in it. */
    ENDED,
    /** This process stops. */
    SHUT_DOWN;

    private static final Ending NOT_THERE = new Ending(487, Q850.RECOVERY_ON_TIMER_EXPIRY);
    private static final Ending DECLINED = new Ending(603, Q850.NORMAL_CLEARING);
    private static final Ending STOPPED = new Ending(503, Q850.TEMPORARY_FAILURE);

    /** How the call ends for a caller who departs so. */
    Ending ending() {
        return switch (this) {
            case CANCELLED, HUNG_UP -> Ending.LEFT;
            case LOST -> NOT_THERE;
            case ENDED -> DECLINED;
            case SHUT_DOWN -> STOPPED;
        };
    }

    /** Who has ended the call, if it is this party that departs. */
    Hangup by(Hangup party) {
        return switch (this) {
            case CANCELLED, HUNG_UP -> party;
            case LOST, ENDED, SHUT_DOWN -> Hangup.SYSTEM;
        };
    }
}
