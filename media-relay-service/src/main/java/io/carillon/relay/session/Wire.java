package io.carillon.relay.session;

import io.carillon.protocol.datagram.Loop;
import io.carillon.relay.rtp.RtpHeader;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/**
 * The numbers of the stream that a party hears, whoever speaks: packets that we put in take their place among them, and
 * those that we leave out leave no hole (RFC 3550 §5.1). Owner: the session's loop.
 */
final class Wire {
    private static final long NANOS_A_SECOND = 1_000_000_000L;

    /** RFC 3550 §5.1: a random start, with room before it wraps. */
    private static final int MAX_FIRST_SEQUENCE = 1 << 15;

    private final Loop loop;
    private final int ownSsrc;
    private final int ownSequence;
    private final int ownTimestamp;
    private final long ownStart;
    private int ownShift;
    private int ssrc;
    private int sequence;
    private int timestamp;
    private long sentAt;
    private int shift;

    Wire(Loop loop, RandomGenerator random) {
        this.loop = loop;
        ownSsrc = random.nextInt();
        ownSequence = random.nextInt(MAX_FIRST_SEQUENCE);
        ownTimestamp = random.nextInt();
        ownStart = loop.nanoTime();
        // Until somebody else is heard, the stream is ours.
        ssrc = ownSsrc;
        sequence = ownSequence;
        timestamp = ownTimestamp;
        sentAt = ownStart;
    }

    /** The SSRC of what we say ourselves. */
    int ownSsrc() {
        return ownSsrc;
    }

    /** The number before that of the first packet of ours. */
    int ownSequence() {
        return ownSequence;
    }

    /** The timestamp of a packet of ours that is sent now. */
    int ownTimestamp(int clock) {
        return ownTimestamp + units(loop.nanoTime() - ownStart, clock);
    }

    /** A packet goes on to the party. */
    void passing(ByteBuffer packet, long now) {
        int source = RtpHeader.ssrc(packet);
        if (source != ssrc) {
            if (ssrc == ownSsrc) {
                ownShift = shift;
            }
            ssrc = source;
            shift = source == ownSsrc ? ownShift : 0;
        }
        sequence = RtpHeader.sequence(packet) + shift;
        if (shift != 0) {
            RtpHeader.setSequence(packet, sequence);
        }
        timestamp = RtpHeader.timestamp(packet);
        sentAt = now;
    }

    /** A packet does not. */
    void leaveOut(int source) {
        if (source == ssrc) {
            shift--;
        }
    }

    /** Makes room for a packet more of the source that is heard; its number. */
    int insert() {
        sequence++;
        shift++;
        return sequence;
    }

    /** The source that is heard. */
    int ssrc() {
        return ssrc;
    }

    /** The timestamp of a packet that is put in now. */
    int timestamp(int clock) {
        return timestamp + units(loop.nanoTime() - sentAt, clock);
    }

    private static int units(long nanos, int clock) {
        return (int) (nanos * clock / NANOS_A_SECOND);
    }
}
