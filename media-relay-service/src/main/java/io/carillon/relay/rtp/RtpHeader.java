package io.carillon.relay.rtp;

import java.nio.ByteBuffer;

/**
 * The fixed header of RTP (RFC 3550 §5.1), read and changed in place: nothing is allocated for a packet. The packet lies
 * between the buffer's position and limit, in network order.
 */
public final class RtpHeader {

    /** Bytes before CSRC list, extension and payload. */
    public static final int LENGTH = 12;

    private static final int VERSION = 2;
    private static final int MARKER = 0x80;
    private static final int PADDING = 0x20;
    private static final int EXTENSION = 0x10;
    private static final int CSRC_COUNT = 0x0f;

    private RtpHeader() {}

    public static boolean isRtp(ByteBuffer packet) {
        return packet.remaining() >= LENGTH && version(packet) == VERSION;
    }

    static int version(ByteBuffer packet) {
        return (packet.get(packet.position()) >> 6) & 3;
    }

    public static int payloadType(ByteBuffer packet) {
        return packet.get(packet.position() + 1) & 0x7f;
    }

    public static boolean marker(ByteBuffer packet) {
        return (packet.get(packet.position() + 1) & MARKER) != 0;
    }

    public static int sequence(ByteBuffer packet) {
        return packet.getShort(packet.position() + 2) & 0xffff;
    }

    public static int timestamp(ByteBuffer packet) {
        return packet.getInt(packet.position() + 4);
    }

    public static int ssrc(ByteBuffer packet) {
        return packet.getInt(packet.position() + 8);
    }

    public static void setSsrc(ByteBuffer packet, int ssrc) {
        packet.putInt(packet.position() + 8, ssrc);
    }

    /** The byte of marker and payload number, so that a change can be taken back. */
    public static byte markerAndPayloadType(ByteBuffer packet) {
        return packet.get(packet.position() + 1);
    }

    public static void setMarkerAndPayloadType(ByteBuffer packet, byte value) {
        packet.put(packet.position() + 1, value);
    }

    public static void setSequence(ByteBuffer packet, int sequence) {
        packet.putShort(packet.position() + 2, (short) sequence);
    }

    /** Appends a header without CSRC list and extension. */
    public static void put(ByteBuffer packet, boolean marker, int payloadType, int sequence, int timestamp, int ssrc) {
        packet.put((byte) (VERSION << 6))
                .put((byte) (marker ? payloadType | MARKER : payloadType))
                .putShort((short) sequence)
                .putInt(timestamp)
                .putInt(ssrc);
    }

    /** Octets of payload, without CSRC list, extension and padding; 0 if they claim more than there is. */
    public static int payloadLength(ByteBuffer packet) {
        return Math.max(0, packet.remaining() - headerLength(packet) - padding(packet));
    }

    /** Where the payload begins, in a packet that has one. */
    public static int payloadAt(ByteBuffer packet) {
        return packet.position() + headerLength(packet);
    }

    /** More than there is where an extension is cut off. */
    private static int headerLength(ByteBuffer packet) {
        int first = packet.get(packet.position());
        int header = LENGTH + (first & CSRC_COUNT) * 4;
        if ((first & EXTENSION) == 0) {
            return header;
        }
        return packet.remaining() < header + 4
                ? packet.remaining()
                : header + 4 + (packet.getShort(packet.position() + header + 2) & 0xffff) * 4;
    }

    private static int padding(ByteBuffer packet) {
        return (packet.get(packet.position()) & PADDING) != 0 ? packet.get(packet.limit() - 1) & 0xff : 0;
    }
}
