package io.carillon.voicemail.call;

/** How a call to voicemail ended, for metrics: told apart by whether there was a conversation at all. */
public enum CallOutcome {
    SUCCESS,
    /** The caller left by a key. */
    USEREXIT,
    /** The mailbox is unknown or full, the PIN was wrong, the store is away. */
    FAILED,
    /** The caller hung up, or its relay was lost. */
    HUNG_UP,
    /** Never answered: no codec, no relay. */
    REFUSED
}
