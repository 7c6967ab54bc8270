package io.carillon.protocol.sip.login;

import java.time.Duration;

/**
 * How many log-ins may fail within the window.
 *
 * @param slowAfter so many are answered at once; each further answer waits longer than the one before
 * @param refuseAfter with so many, nothing more is looked at for a time
 * @param refusedFor that time
 */
public record LoginLimits(int slowAfter, int refuseAfter, Duration window, Duration refusedFor) {
    public static final LoginLimits DEFAULT = new LoginLimits(5, 20, Duration.ofMinutes(1), Duration.ofMinutes(5));
}
