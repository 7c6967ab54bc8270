package io.carillon.relay.rtp;

import java.util.concurrent.TimeUnit;

/**
 * What one party sends, measured as RFC 3550 §A.1 (sequence numbers), §A.3 (loss) and §A.8 (jitter) say. A new SSRC or a
 * restart of the sequence begins a new count: it is not loss.
 *
 * <p>Mutable, because it is told of every packet; owned by the leg's loop. Arrival times are the loop's nanoseconds.
 */
public final class RtpStream {

    /** §A.1: a gap as long as this (a minute of 20 ms packets) is loss, a longer one a restart. */
    static final int MAX_DROPOUT = 3_000;

    /** §A.1: a packet this far back is late, one further back belongs to a restart. */
    static final int MAX_MISORDER = 100;

    /**
     * Seconds by which one packet's transit may differ from the last one's; more is a new timeline under the old SSRC, no
     * network's jitter.
     */
    static final int MAX_TRANSIT_CHANGE = 10;

    private static final int SEQUENCE_MODULUS = 1 << 16;
    private static final int NONE = SEQUENCE_MODULUS + 1;
    private static final long NANOS_A_SECOND = TimeUnit.SECONDS.toNanos(1);

    private boolean begun;
    private int ssrc;
    private int base;
    private int highest;
    private int restartAt;
    private long cycles;
    private long received;

    private long expectedBefore;
    private long receivedBefore;
    private long packets;
    private long octets;
    private long ssrcChanges;

    private int clockRate;
    private int transit;
    private double jitter;
    private double jitterSeconds;

    /**
     * One packet came in.
     *
     * @param clock timestamp units a second of its payload type; 0 if it says nothing about jitter (RFC 4733 events keep
     *     one timestamp for many packets)
     */
    public void received(int sequence, int timestamp, int source, int payloadOctets, int clock, long arrival) {
        packets++;
        octets += payloadOctets;
        if (!begun) {
            begin(source, sequence);
            begun = true;
        } else if (source != ssrc) {
            ssrcChanges++;
            begin(source, sequence);
        } else if (!follow(sequence)) {
            return;
        }
        received++;
        if (clock > 0) {
            measureJitter(timestamp, clock, arrival);
        }
    }

    private void begin(int source, int sequence) {
        expectedBefore += expectedNow();
        receivedBefore += received;
        ssrc = source;
        base = sequence;
        highest = sequence;
        restartAt = NONE;
        cycles = 0;
        received = 0;
        clockRate = 0;
    }

    /** §A.1, without probation: the latch has already proved the source. False if the packet does not count (yet). */
    private boolean follow(int sequence) {
        int ahead = (sequence - highest) & (SEQUENCE_MODULUS - 1);
        if (ahead < MAX_DROPOUT) {
            if (sequence < highest) {
                cycles += SEQUENCE_MODULUS;
            }
            highest = sequence;
            restartAt = NONE;
            return true;
        }
        if (ahead >= SEQUENCE_MODULUS - MAX_MISORDER) {
            return true;
        }
        if (sequence == restartAt) {
            begin(ssrc, (sequence - 1) & (SEQUENCE_MODULUS - 1));
            highest = sequence;
            cycles = sequence == 0 ? SEQUENCE_MODULUS : 0;
            received = 1;
            return true;
        }
        restartAt = (sequence + 1) & (SEQUENCE_MODULUS - 1);
        return false;
    }

    private void measureJitter(int timestamp, int clock, long arrival) {
        int now = unitsOf(arrival, clock) - timestamp;
        if (clock != clockRate) {
            clockRate = clock;
            jitter = jitterSeconds * clock;
        } else {
            int change = Math.abs(now - transit);
            if (change >= 0 && change < clock * MAX_TRANSIT_CHANGE) {
                jitter += (change - jitter) / 16;
                jitterSeconds = jitter / clock;
            }
        }
        transit = now;
    }

    /** Nanoseconds in timestamp units, modulo 2³² as timestamps are; seconds apart so that nothing overflows. */
    private static int unitsOf(long nanos, int clock) {
        return (int) (nanos / NANOS_A_SECOND * clock + nanos % NANOS_A_SECOND * clock / NANOS_A_SECOND);
    }

    private long expectedNow() {
        return begun ? cycles + highest - base + 1 : 0;
    }

    /** Packets that the party has sent as far as their numbers tell. */
    public long expected() {
        return expectedBefore + expectedNow();
    }

    /** Expected and not received; negative when duplicates outnumber losses. */
    public long lost() {
        return expected() - receivedBefore - received;
    }

    /** Of what was expected, 0 to 1. */
    public double lossFraction() {
        long expected = expected();
        return expected == 0 ? 0 : Math.max(0, (double) lost() / expected);
    }

    public double jitterMillis() {
        return jitterSeconds * 1_000;
    }

    /** Every packet, counted or not. */
    public long packets() {
        return packets;
    }

    /** Octets of payload. */
    public long octets() {
        return octets;
    }

    public long ssrcChanges() {
        return ssrcChanges;
    }
}
