package io.carillon.proxy.call;

/** How a party left a call of its own accord, or was found to be lost. */
enum Departure {
    /** CANCEL before the answer (RFC 3261 §9). */
    CANCELLED,
    /** BYE (RFC 3261 §15). */
    HUNG_UP,
    /** No ACK, or no answer to a request within the dialog (RFC 3261 §12.2.1.2, §13.3.1.4). */
    LOST
}
