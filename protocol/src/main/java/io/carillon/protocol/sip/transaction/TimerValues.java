package io.carillon.protocol.sip.transaction;

import java.time.Duration;

/** Base values of the transaction timers (RFC 3261 §17.1.1.1, table 4); all others are multiples of them. */
public record TimerValues(Duration t1, Duration t2, Duration t4) {
    public static final TimerValues RFC =
            new TimerValues(Duration.ofMillis(500), Duration.ofSeconds(4), Duration.ofSeconds(5));

    public TimerValues {
        if (t1.isNegative() || t1.isZero() || t2.compareTo(t1) < 0 || t4.isNegative() || t4.isZero()) {
            throw new IllegalArgumentException("T1 " + t1 + ", T2 " + t2 + ", T4 " + t4);
        }
    }

    /** Timers B, F, H, L, M and J: 64*T1. */
    public Duration t1Times64() {
        // Duration.multipliedBy goes through BigDecimal, and each transaction asks.
        return Duration.ofNanos(64 * t1.toNanos());
    }
}
