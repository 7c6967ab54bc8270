package io.carillon.relay.session;

import java.time.Duration;

/**
 * When a session speaks unasked.
 *
 * @param silent a leg whose party sends nothing for this long is reported
 * @param idle a session without any RTP or command for this long is asked about
 */
public record SessionTimes(Duration silent, Duration idle) {

    /** As long as a person says "hello?" into silence before hanging up. */
    public static final Duration SILENT = Duration.ofSeconds(10);

    /** Longer than any phone keeps quiet in a call that is alive, RTCP apart; held calls are kept by being asked about. */
    public static final Duration IDLE = Duration.ofMinutes(5);

    /** Figures reach the call's facts this often. */
    static final Duration QUALITY = Duration.ofSeconds(5);

    /** How exactly the times above are kept. */
    static final Duration TICK = Duration.ofSeconds(1);

    /** Between two questions whether a session is still wanted: a proxy that is taking calls over needs some seconds. */
    static final Duration ASK_AGAIN = Duration.ofSeconds(20);

    /** Questions without an answer after which a session is ended. */
    static final int ASKED_ENOUGH = 3;

    public static final SessionTimes DEFAULT = new SessionTimes(SILENT, IDLE);
}
