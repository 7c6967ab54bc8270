package io.carillon.testkit.rtp;

import java.nio.ByteBuffer;
import java.util.Optional;

/** One RTP packet (RFC 3550 §5.1) without CSRCs and extensions; those of others are skipped. */
public final class RtpPacket {

    private static final int HEADER = 12;
    private static final int VERSION = 2;

    private final int payloadType;
    private final boolean marker;
    private final int sequence;
    private final long timestamp;
    private final long ssrc;
    private final byte[] payload;

    RtpPacket(int payloadType, boolean marker, int sequence, long timestamp, long ssrc, byte[] payload) {
        this.payloadType = payloadType;
        this.marker = marker;
        this.sequence = sequence & 0xffff;
        this.timestamp = timestamp & 0xffff_ffffL;
        this.ssrc = ssrc & 0xffff_ffffL;
        this.payload = payload;
    }

    /** Empty if the datagram is no RTP. */
    static Optional<RtpPacket> parse(ByteBuffer datagram) {
        if (datagram.remaining() < HEADER || (datagram.get(datagram.position()) >> 6 & 3) != VERSION) {
            return Optional.empty();
        }
        int first = datagram.get() & 0xff;
        int second = datagram.get() & 0xff;
        int sequence = datagram.getShort();
        long timestamp = datagram.getInt();
        long ssrc = datagram.getInt();
        int skip = (first & 0xf) * 4;
        if ((first & 0x10) != 0 && datagram.remaining() >= skip + 4) {
            skip += 4 + (datagram.getShort(datagram.position() + skip + 2) & 0xffff) * 4;
        }
        if (datagram.remaining() < skip) {
            return Optional.empty();
        }
        byte[] payload = new byte[datagram.remaining() - skip];
        datagram.position(datagram.position() + skip).get(payload);
        return Optional.of(new RtpPacket(second & 0x7f, (second & 0x80) != 0, sequence, timestamp, ssrc, payload));
    }

    byte[] encode() {
        return ByteBuffer.allocate(HEADER + payload.length)
                .put((byte) (VERSION << 6))
                .put((byte) ((marker ? 0x80 : 0) | payloadType))
                .putShort((short) sequence)
                .putInt((int) timestamp)
                .putInt((int) ssrc)
                .put(payload)
                .array();
    }

    public int payloadType() {
        return payloadType;
    }

    public boolean marker() {
        return marker;
    }

    public int sequence() {
        return sequence;
    }

    public long timestamp() {
        return timestamp;
    }

    public long ssrc() {
        return ssrc;
    }

    /** Shared: do not write to it. */
    public byte[] payload() {
        return payload;
    }

    @Override
    public String toString() {
        return "RTP pt " + payloadType + " seq " + sequence + " ts " + timestamp + " ssrc " + Long.toHexString(ssrc)
                + (marker ? " marker" : "");
    }
}
