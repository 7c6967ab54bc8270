package io.carillon.protocol.sip.transaction;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The timers a transaction needs, given its transport: a reliable one retransmits nothing and waits for nothing.
 *
 * @param patience how long a client waits for any sign of its target; empty where only timer B or F limits that
 */
record Timing(TimerValues values, boolean reliable, Optional<Duration> patience) {
    Timing(TimerValues values, boolean reliable) {
        this(values, reliable, Optional.empty());
    }

    Duration t1() {
        return values.t1();
    }

    Duration t2() {
        return values.t2();
    }

    Duration t1Times64() {
        return values.t1Times64();
    }

    Duration t4() {
        return values.t4();
    }

    /**
     * What a client does first.
     *
     * @param again when to repeat the request, where the transport loses any
     * @param end when to give up
     */
    List<ClientAction> begin(TimerName again, TimerName end) {
        List<ClientAction> actions = new ArrayList<>(List.of(new ClientAction.Send()));
        if (!reliable) {
            actions.add(new ClientAction.Start(again, t1()));
        }
        actions.add(new ClientAction.Start(end, t1Times64()));
        // Where a response comes first, it fires into a state that does not mind.
        patience.ifPresent(time -> actions.add(new ClientAction.Start(TimerName.PATIENCE, time)));
        return actions;
    }

    /** Doubled up to T2: timers E and G. */
    Duration backedOff(Duration interval) {
        Duration doubled = interval.multipliedBy(2);
        return doubled.compareTo(t2()) < 0 ? doubled : t2();
    }
}
