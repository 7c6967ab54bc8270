package io.carillon.config.sip;

import java.time.Duration;

/**
 * {@code qualify=} and {@code qualifyfreq=}: an account is asked by OPTIONS whether it is there.
 *
 * @param limit how slow an answer may be before the account counts as lagged, up to a minute
 * @param every how long after an answer it is asked again, from a second to a day
 */
public record Qualify(Duration limit, Duration every) {
    /** Where {@code qualifyfreq=} is not written. */
    public static final Duration USUALLY_EVERY = Duration.ofMinutes(1);
}
