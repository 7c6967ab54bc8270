package io.carillon.relay.rtp;

import java.nio.ByteBuffer;

/** Reads compound RTCP packets (RFC 3550 §6), as far as reports go; what else they carry is stepped over. */
public final class RtcpReader {

    private static final int HEADER = 8;
    private static final int SENDER_REPORT = 200;
    private static final int RECEIVER_REPORT = 201;
    private static final int SENDER_INFORMATION = 20;
    private static final int REPORT_BLOCK = 24;
    private static final int FIRST_TYPE = 192;
    private static final int LAST_TYPE = 223;

    private RtcpReader() {}

    /** What a report says. */
    public interface Reports {

        /** @param middleNtp the middle 32 bits of the sender's NTP time, by which receivers name this report */
        void sent(int middleNtp);

        /**
         * @param lastReport the middle NTP time of the last sender report received, 0 if there was none
         * @param delay since then, in 1/65536 s
         */
        void received(int lastReport, long delay);
    }

    /** Whether it is RTCP rather than RTP, where both share a port (RFC 5761 §4). */
    public static boolean isRtcp(ByteBuffer packet) {
        if (packet.remaining() < HEADER || RtpHeader.version(packet) != 2) {
            return false;
        }
        int type = packet.get(packet.position() + 1) & 0xff;
        return type >= FIRST_TYPE && type <= LAST_TYPE;
    }

    /** Tells the reports of the packet, as far as it is well formed; false if it is not to its end. */
    public static boolean read(ByteBuffer packet, Reports reports) {
        int at = packet.position();
        while (packet.limit() - at >= HEADER) {
            int length = ((packet.getShort(at + 2) & 0xffff) + 1) * 4;
            if (length > packet.limit() - at || ((packet.get(at) >> 6) & 3) != 2) {
                return false;
            }
            report(packet, at, length, reports);
            at += length;
        }
        return at == packet.limit();
    }

    private static void report(ByteBuffer packet, int at, int length, Reports reports) {
        int type = packet.get(at + 1) & 0xff;
        int blocks = at + HEADER;
        if (type == SENDER_REPORT && length >= HEADER + SENDER_INFORMATION) {
            reports.sent(packet.getInt(at + HEADER + 2));
            blocks += SENDER_INFORMATION;
        } else if (type != RECEIVER_REPORT) {
            return;
        }
        int count = packet.get(at) & 0x1f;
        for (int i = 0; i < count && blocks + REPORT_BLOCK <= at + length; i++) {
            reports.received(packet.getInt(blocks + 16), packet.getInt(blocks + 20) & 0xffff_ffffL);
            blocks += REPORT_BLOCK;
        }
    }
}
