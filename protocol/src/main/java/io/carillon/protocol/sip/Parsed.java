package io.carillon.protocol.sip;

import java.util.Optional;

/** What a datagram turned out to be. */
public sealed interface Parsed {
    /** A message whose mandatory headers are there, single and readable. */
    record Message(SipMessage message) implements Parsed {}

    /**
     * Not usable. {@code cause} names the fault in a few words of ours, never text from the wire. {@code answer} is what
     * the sender should be told, when enough of a request (never of an ACK) could be read to say it.
     */
    record Malformed(String cause, Optional<SipResponse> answer) implements Parsed {}

    /** RFC 5626 §3.5.1 and what phones send in its stead: up to four odd bytes, or line ends only. Eaten silently. */
    record KeepAlive() implements Parsed {}
}
