package io.carillon.proxy.call;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The plan sends its caller elsewhere: by a 302 before the answer (RFC 3261 §8.3), by REFER after it (RFC 3515). Straight-line
 * code on the call's virtual thread.
 */
final class SendingOn {
    /** Whoever is called there may take some time to answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CallCommands call;
    private final Inbox inbox;
    private final Bridge bridge;
    private final Function<Duration, CallEvent> alarm;
    private final Consumer<CallEvent> meanwhile;

    /** @param alarm gives what comes when so much time has passed */
    SendingOn(
            CallCommands call,
            Inbox inbox,
            Bridge bridge,
            Function<Duration, CallEvent> alarm,
            Consumer<CallEvent> meanwhile) {
        this.call = call;
        this.inbox = inbox;
        this.bridge = bridge;
        this.alarm = alarm;
        this.meanwhile = meanwhile;
    }

    /** By a 302, which is the end of the call here. */
    void redirect(String user, Optional<String> host) {
        call.redirect(user, host);
    }

    /** By REFER. @return whether the caller has told that it has reached somebody there */
    boolean refer(String user, Optional<String> host) {
        call.refer(bridge.caller(), user, host);
        CallEvent late = alarm.apply(PATIENCE);
        return inbox.await(
                event -> {
                    if (event instanceof CallEvent.ReferralEnded(var leg, int status) && leg.equals(bridge.caller())) {
                        return Optional.of(status < 300);
                    }
                    return event.equals(late) ? Optional.of(false) : Optional.empty();
                },
                meanwhile);
    }
}
