package io.carillon.bench.menu;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * The sound that one call hears, held against the stream's own clock: timestamps of 8000 Hz from the first packet on, and
 * on time is what comes as soon after its timestamp as the soonest packet of the stream's first second (RFC 3550 §5.1). A
 * new SSRC is a new stream. Owner: the listeners' loop.
 */
final class HeardStream {

    private static final long NANOS_A_UNIT = 1_000_000_000L / 8_000;
    private static final long REFERENCE = Duration.ofSeconds(1).toNanos();
    private static final int HEADER = 12;
    private static final int MARKER = 0x80;
    private static final int SSRC_AT = 8;

    private boolean begun;
    private int ssrc;
    private short sequence;
    private int timestamp;
    private long units;
    private long first;
    private long soonest;
    private boolean awaitsPrompt;
    private long keyAt;

    /** The phone's key is let go: a prompt is to begin, which a marker shows (RFC 3551 §4.1). */
    void keyUp(long now) {
        awaitsPrompt = true;
        keyAt = now;
    }

    void forgetKey() {
        awaitsPrompt = false;
    }

    /**
     * Measures a packet, from its position; packets of the first second set the clock and are not counted.
     *
     * @param now nanoseconds of {@link System#nanoTime}
     * @return whether it was sound
     */
    boolean packet(ByteBuffer packet, long now, Heard heard) {
        int at = packet.position();
        if (packet.remaining() <= HEADER || (packet.get(at + 1) & ~MARKER & 0xff) != 0) {
            return false;
        }
        short itsSequence = packet.getShort(at + 2);
        int itsTimestamp = packet.getInt(at + 4);
        if (!begun || packet.getInt(at + SSRC_AT) != ssrc) {
            begin(packet.getInt(at + SSRC_AT), itsSequence, itsTimestamp, now);
            return true;
        }
        count((short) (itsSequence - sequence), heard);
        long itsUnits = units + (itsTimestamp - timestamp);
        if ((short) (itsSequence - sequence) > 0) {
            sequence = itsSequence;
            timestamp = itsTimestamp;
            units = itsUnits;
        }
        if (awaitsPrompt && (packet.get(at + 1) & MARKER) != 0) {
            awaitsPrompt = false;
            heard.afterKey(now - keyAt);
        }
        long transit = now - first - itsUnits * NANOS_A_UNIT;
        if (now - first < REFERENCE) {
            soonest = Math.min(soonest, transit);
        } else {
            heard.packet(Math.max(0, transit - soonest));
        }
        return true;
    }

    private void begin(int itsSsrc, short itsSequence, int itsTimestamp, long now) {
        begun = true;
        ssrc = itsSsrc;
        sequence = itsSequence;
        timestamp = itsTimestamp;
        units = 0;
        first = now;
        soonest = 0;
    }

    private static void count(int ahead, Heard heard) {
        if (ahead > 0) {
            heard.lost(ahead - 1);
        } else {
            heard.misordered();
        }
    }
}
