package io.carillon.voicemail.mailbox;

import java.time.Duration;
import java.time.Instant;

/**
 * Wrong PINs in a row, and when the next PIN is looked at: from the third on only a second later, then two, four, eight; from
 * the tenth on, a quarter of an hour later. Ten thousand PINs of four digits so take a hundred days. An hour without a wrong
 * one forgives. Immutable; reads no clock.
 *
 * @param failures how many there were
 * @param failedAt when the last one came
 * @param notBefore when the next is looked at
 */
record PinAllowance(int failures, Instant failedAt, Instant notBefore) {
    static final PinAllowance FULL = new PinAllowance(0, Instant.EPOCH, Instant.EPOCH);

    static final Duration LOCK = Duration.ofMinutes(15);

    /** People mistype. */
    private static final int AT_ONCE = 2;

    private static final int LOCKED_FROM = 10;
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(8);
    private static final Duration FORGIVEN = Duration.ofHours(1);

    /** How long from now on no PIN is looked at; zero or less: the next one is. */
    Duration delay(Instant now) {
        return Duration.between(now, notBefore);
    }

    /** There was another wrong one. */
    PinAllowance afterWrong(Instant now) {
        int sofar = failedAt.plus(FORGIVEN).isAfter(now) ? failures : 0;
        return new PinAllowance(sofar + 1, now, now.plus(delay(sofar + 1)));
    }

    /** Whether the last one was the one too many. */
    boolean isJustLocked() {
        return failures == LOCKED_FROM;
    }

    /** How long no PIN is looked at after so many wrong ones. */
    private static Duration delay(int failures) {
        if (failures >= LOCKED_FROM) {
            return LOCK;
        }
        if (failures <= AT_ONCE) {
            return Duration.ZERO;
        }
        Duration delay = Duration.ofSeconds(1L << (failures - AT_ONCE - 1));
        return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
    }
}
