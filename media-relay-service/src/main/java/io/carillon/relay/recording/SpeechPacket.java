package io.carillon.relay.recording;

/** One RTP packet of a party that is recorded. */
final class SpeechPacket {
    private final int sequence;
    private final int timestamp;
    private final int ssrc;
    private final int payloadType;
    private final byte[] payload;

    SpeechPacket(int sequence, int timestamp, int ssrc, int payloadType, byte[] payload) {
        this.sequence = sequence;
        this.timestamp = timestamp;
        this.ssrc = ssrc;
        this.payloadType = payloadType;
        this.payload = payload;
    }

    int sequence() {
        return sequence;
    }

    int timestamp() {
        return timestamp;
    }

    int ssrc() {
        return ssrc;
    }

    int payloadType() {
        return payloadType;
    }

    byte[] payload() {
        return payload;
    }
}
