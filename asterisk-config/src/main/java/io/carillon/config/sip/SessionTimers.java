package io.carillon.config.sip;

import java.time.Duration;

/** {@code session-timers}, {@code session-expires}, {@code session-minse}, {@code session-refresher} (RFC 4028). */
public record SessionTimers(Mode mode, Duration expires, Duration minimum, Refresher refresher) {
    public static final SessionTimers DEFAULT =
            new SessionTimers(Mode.ACCEPT, Duration.ofSeconds(1800), Duration.ofSeconds(90), Refresher.UAS);

    /** Whether timers are asked for, only agreed to, or declined. */
    public enum Mode {
        ACCEPT,
        ORIGINATE,
        REFUSE
    }

    /** Who refreshes when we may choose. */
    public enum Refresher {
        UAC,
        UAS
    }
}
