package io.carillon.protocol.sip.transaction;

import java.time.Duration;

/** The timers a transaction needs, given its transport: a reliable one retransmits nothing and waits for nothing. */
record Timing(TimerValues values, boolean reliable) {
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

    /** Doubled up to T2: timers E and G. */
    Duration backedOff(Duration interval) {
        Duration doubled = interval.multipliedBy(2);
        return doubled.compareTo(t2()) < 0 ? doubled : t2();
    }
}
