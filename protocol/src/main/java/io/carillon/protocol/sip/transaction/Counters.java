package io.carillon.protocol.sip.transaction;

import java.util.concurrent.atomic.LongAdder;

/** Counted on the loop, read by whoever shows metrics. */
final class Counters {
    final LongAdder retransmissionsReceived = new LongAdder();
    final LongAdder retransmissionsSent = new LongAdder();
    final LongAdder timedOut = new LongAdder();
    final LongAdder unacknowledged = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder forgotten = new LongAdder();
    final LongAdder merged = new LongAdder();
    final LongAdder foreignResponses = new LongAdder();
}
