package io.carillon.testkit.rtp;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The reports of one phone (RFC 3550 §6.4): it tells what it sent and, of the source it hears, what the last sender report
 * was, so that the other side can measure the round trip.
 */
final class Rtcp {

    private static final int SENDER_REPORT = 200;
    private static final int SENDER_REPORT_LENGTH = 28;
    private static final int REPORT_BLOCK_LENGTH = 24;

    /** From 1900, where NTP begins, to 1970. */
    private static final long NTP_OFFSET = 2_208_988_800L;

    private final RtpEar ear;
    private final AtomicLong notSent = new AtomicLong();
    private long lastSenderReport;
    private long lastSenderReportAt;

    Rtcp(RtpEar ear) {
        this.ear = ear;
    }

    synchronized void received(byte[] report) {
        ByteBuffer in = ByteBuffer.wrap(report);
        if (report.length >= SENDER_REPORT_LENGTH && (in.get(1) & 0xff) == SENDER_REPORT) {
            lastSenderReport = in.getInt(10) & 0xffff_ffffL;
            lastSenderReportAt = System.nanoTime();
        }
    }

    synchronized byte[] senderReport(RtpTalker talker) {
        List<Long> sources = ear.sources();
        int blocks = sources.isEmpty() ? 0 : 1;
        int length = SENDER_REPORT_LENGTH + blocks * REPORT_BLOCK_LENGTH;
        ByteBuffer out = ByteBuffer.allocate(length);
        out.put((byte) (0x80 | blocks)).put((byte) SENDER_REPORT).putShort((short) (length / 4 - 1));
        out.putInt((int) talker.ssrc());
        Instant now = Instant.now();
        out.putInt((int) (now.getEpochSecond() + NTP_OFFSET));
        out.putInt((int) (((long) now.getNano() << 32) / 1_000_000_000L));
        out.putInt((int) talker.timestamp());
        out.putInt((int) talker.sent());
        out.putInt((int) talker.octets());
        if (blocks == 1) {
            block(out, sources.getLast());
        }
        return out.array();
    }

    void notSent() {
        notSent.incrementAndGet();
    }

    /** Loss and jitter are given as none: the one who is judged measures them, not this phone. */
    private void block(ByteBuffer out, long source) {
        List<RtpEar.Heard> recent = ear.recent();
        int highest = recent.isEmpty() ? 0 : recent.getLast().packet().sequence();
        out.putInt((int) source).putInt(0).putInt(highest).putInt(0);
        out.putInt((int) lastSenderReport);
        long sinceThen = lastSenderReport == 0 ? 0 : System.nanoTime() - lastSenderReportAt;
        out.putInt((int) (sinceThen * 65_536 / 1_000_000_000L));
    }
}
