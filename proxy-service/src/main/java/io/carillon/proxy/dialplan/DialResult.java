package io.carillon.proxy.dialplan;

import java.time.Duration;
import java.util.Optional;

/**
 * How a Dial ended.
 *
 * @param sipStatus what the caller is told when the plan has nothing more to say: the best response of RFC 3261 §16.7
 * @param cause Q.850 cause, for HANGUPCAUSE
 * @param ringing from the first INVITE to the answer or the end (DIALEDTIME runs on to the end of the call)
 * @param talking from the answer to the end; zero without an answer
 * @param forward the extension that a 302 asks for, to be run in the caller's context
 * @param transfer where one of those who have talked has sent the other, who is the caller from now on
 */
public record DialResult(
        DialStatus status,
        int sipStatus,
        int cause,
        Duration ringing,
        Duration talking,
        Optional<String> forward,
        Optional<Target> transfer) {
    private static final int NORMAL_CLEARING = 16;

    /** They have talked, and it is over, or one of them has sent the other on. */
    public static DialResult answered(Duration ringing, Duration talking, Optional<Target> transfer) {
        return new DialResult(DialStatus.ANSWER, 200, NORMAL_CLEARING, ringing, talking, Optional.empty(), transfer);
    }

    /** Nobody has answered. */
    public static DialResult unanswered(DialStatus status, int sipStatus, int cause, Duration ringing) {
        return new DialResult(status, sipStatus, cause, ringing, Duration.ZERO, Optional.empty(), Optional.empty());
    }

    /** A phone has answered with a 302 to this extension. */
    public static DialResult forwarded(String extension, Duration ringing) {
        return new DialResult(
                DialStatus.CHANUNAVAIL,
                302,
                NORMAL_CLEARING,
                ringing,
                Duration.ZERO,
                Optional.of(extension),
                Optional.empty());
    }
}
