package io.carillon.protocol.sip.transport;

import java.util.concurrent.atomic.LongAdder;

/** What a listener counted since it was opened; any thread may read. */
public final class ListenerCounters {
    final LongAdder received = new LongAdder();
    final LongAdder sent = new LongAdder();
    final LongAdder dropped = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder malformed = new LongAdder();
    final LongAdder keepAlives = new LongAdder();

    ListenerCounters() {}

    /** Datagrams, or messages of a stream, from peers that may speak to us, of whatever content. */
    public long received() {
        return received.sum();
    }

    public long sent() {
        return sent.sum();
    }

    /** Messages that could not be handed to the network. */
    public long dropped() {
        return dropped.sum();
    }

    /** Datagrams from peers that may not speak to this listener; connections that are not taken. */
    public long refused() {
        return refused.sum();
    }

    public long malformed() {
        return malformed.sum();
    }

    public long keepAlives() {
        return keepAlives.sum();
    }
}
