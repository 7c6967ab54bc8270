package io.carillon.relay.session;

import java.util.concurrent.atomic.AtomicLong;

/** Packets of one media loop since the start. Counted on the loop, without a lock or a fence; read on any thread. */
public final class PacketTotals {

    private final AtomicLong relayed = new AtomicLong();
    private final AtomicLong said = new AtomicLong();
    private final AtomicLong strangers = new AtomicLong();
    private final AtomicLong malformed = new AtomicLong();
    private final AtomicLong unheard = new AtomicLong();
    private final AtomicLong unsent = new AtomicLong();

    void countRelayed() {
        increment(relayed);
    }

    void countSaid() {
        increment(said);
    }

    void countStranger() {
        increment(strangers);
    }

    void countMalformed() {
        increment(malformed);
    }

    void countUnheard() {
        increment(unheard);
    }

    void countUnsent() {
        increment(unsent);
    }

    /** RTP packets sent on to a party. */
    public long relayed() {
        return relayed.getOpaque();
    }

    /** RTP packets of our own: prompts, tones, music. */
    public long said() {
        return said.getOpaque();
    }

    /** From an address that is not the party's. */
    public long strangers() {
        return strangers.getOpaque();
    }

    /** Neither RTP nor RTCP. */
    public long malformed() {
        return malformed.getOpaque();
    }

    /** Nobody hears the party, or who does is on hold or has not said where it is. */
    public long unheard() {
        return unheard.getOpaque();
    }

    /** The kernel did not take it. */
    public long unsent() {
        return unsent.getOpaque();
    }

    private static void increment(AtomicLong counter) {
        // One writer: a locked instruction a packet would buy nothing.
        counter.setOpaque(counter.getPlain() + 1);
    }
}
