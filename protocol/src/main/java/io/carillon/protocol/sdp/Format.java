package io.carillon.protocol.sdp;

import java.util.Optional;

/**
 * A format of an m-line: a payload number with the meaning its description gives it.
 *
 * @param payloadType 0 to 127
 * @param parameters the value of {@code a=fmtp}, if there is one
 */
public record Format(int payloadType, Encoding encoding, Optional<String> parameters) {

    /** The highest payload number that RTP's header can carry. */
    static final int MAX_PAYLOAD_TYPE = 127;

    public boolean isTelephoneEvent() {
        return encoding.isTelephoneEvent();
    }

    /** Asterisk's name of it, else the encoding's in lower case. */
    public String codecName() {
        return Codec.of(encoding).map(Codec::codecName).orElseGet(() -> Codec.nameless(encoding));
    }
}
