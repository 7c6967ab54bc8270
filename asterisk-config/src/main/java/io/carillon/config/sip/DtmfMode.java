package io.carillon.config.sip;

/** How a phone's key presses travel. */
public enum DtmfMode {
    /** Telephone events in the RTP stream (RFC 4733). */
    RFC2833,
    /** SIP INFO. */
    INFO,
    /** Tones in the sound. */
    INBAND,
    /** Telephone events when the other side offers them, else tones. */
    AUTO
}
