package io.carillon.proxy.registration;

import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.datagram.Timer;
import io.carillon.protocol.sip.transaction.TimerValues;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * REGISTERs that came over a reliable transport and go on over UDP: their phones do not repeat them, so they are repeated
 * here until they are answered (RFC 3261 §17.1.2.2, timers E and F). Owned by the signalling loop.
 */
final class RepeatedRegisters {
    /** A registrar answers in milliseconds; beyond so many at once each is sent once and left to its luck. */
    private static final int MOST = 2_000;

    private static final TimerValues VALUES = TimerValues.RFC;

    private final Loop loop;
    private final Map<String, Timer> waiting = new HashMap<>();

    RepeatedRegisters(Loop loop) {
        this.loop = loop;
    }

    /**
     * Sends at once and from then on at doubled intervals.
     *
     * @param branch of our Via, by which the answer is known
     */
    void send(String branch, Runnable sending) {
        sending.run();
        if (waiting.size() < MOST && !waiting.containsKey(branch)) {
            repeat(branch, sending, VALUES.t1(), VALUES.t1Times64());
        }
    }

    private void repeat(String branch, Runnable sending, Duration interval, Duration left) {
        if (left.compareTo(interval) < 0) {
            waiting.remove(branch);
            return;
        }
        waiting.put(branch, loop.schedule(interval, () -> {
            sending.run();
            Duration next = interval.multipliedBy(2);
            repeat(branch, sending, next.compareTo(VALUES.t2()) < 0 ? next : VALUES.t2(), left.minus(interval));
        }));
    }

    /** The registrar's answer has come. */
    void answered(String branch) {
        Timer timer = waiting.remove(branch);
        if (timer != null) {
            timer.cancel();
        }
    }
}
