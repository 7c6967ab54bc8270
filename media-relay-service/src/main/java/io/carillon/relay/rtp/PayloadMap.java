package io.carillon.relay.rtp;

import io.carillon.protocol.sdp.Format;
import java.util.List;

/**
 * Payload numbers of a speaker turned into those a hearer asked for, where the two sides agreed on different numbers for
 * the same encoding. What neither side named keeps its number. What the hearer would take for another encoding it does not
 * hear: after a new offer, a speaker goes on for a moment with what was agreed on before.
 */
public final class PayloadMap {

    private static final int MARKER = 0x80;
    private static final int NUMBERS = 128;
    private static final byte UNHEARD = -1;

    /** Leaves every number as it is. */
    public static final PayloadMap IDENTITY = new PayloadMap(List.of(), List.of());

    private final byte[] numbers = new byte[NUMBERS];

    /**
     * @param spoken what we told the speaker to send with
     * @param heard what the hearer wants to receive
     */
    public PayloadMap(List<Format> spoken, List<Format> heard) {
        for (int number = 0; number < NUMBERS; number++) {
            numbers[number] = (byte) number;
        }
        for (Format format : spoken) {
            numbers[format.payloadType()] = (byte) numberOf(format, heard);
        }
    }

    private static int numberOf(Format format, List<Format> heard) {
        for (Format other : heard) {
            if (other.encoding().matches(format.encoding())) {
                return other.payloadType();
            }
        }
        boolean means = heard.stream().anyMatch(other -> other.payloadType() == format.payloadType());
        return means ? UNHEARD : format.payloadType();
    }

    /** Whether a packet with this second byte of its header is for the hearer. */
    public boolean isHeard(byte markerAndPayloadType) {
        return numbers[markerAndPayloadType & (NUMBERS - 1)] != UNHEARD;
    }

    /** The second byte of an RTP header, its marker kept or set. */
    public byte map(byte markerAndPayloadType, boolean mark) {
        int marker = (markerAndPayloadType & MARKER) | (mark ? MARKER : 0);
        return (byte) (marker | numbers[markerAndPayloadType & (NUMBERS - 1)]);
    }
}
