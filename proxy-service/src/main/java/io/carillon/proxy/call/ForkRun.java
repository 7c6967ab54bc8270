package io.carillon.proxy.call;

import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.datagram.Timer;
import io.carillon.protocol.media.LegId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fork of the Dial in progress: what the machine decides is done here. On the signalling loop. */
final class ForkRun {
    private final Loop loop;
    private final CallLegs legs;
    private final Inbox inbox;
    private @Nullable Fork fork;
    private @Nullable Timer timer;

    ForkRun(Loop loop, CallLegs legs, Inbox inbox) {
        this.loop = loop;
        this.legs = legs;
        this.inbox = inbox;
    }

    void begin(List<OfferedRoute> routes, Optional<Duration> limit) {
        perform(Fork.begin(OfferedRoute.callees(routes), limit), Optional.empty());
    }

    void on(Fork.Input input) {
        on(input, Optional.empty());
    }

    /** @param sdp what the leg described, where it did */
    void on(Fork.Input input, Optional<String> sdp) {
        if (fork != null) {
            perform(Fork.on(fork, input), sdp);
        }
    }

    /** No limit runs out any more. */
    void stop() {
        if (timer != null) {
            timer.cancel();
        }
    }

    private void perform(Step<Fork, Fork.Action> step, Optional<String> sdp) {
        fork = step.state();
        for (Fork.Action action : step.actions()) {
            switch (action) {
                case Fork.Action.Abandon(LegId leg, boolean elsewhere) ->
                    legs.callee(leg).ifPresent(callee -> abandon(callee, elsewhere));
                case Fork.Action.Limit(Duration time) -> {
                    stop();
                    timer = loop.schedule(time, () -> on(new Fork.Input.TimeUp()));
                }
                case Fork.Action.Tell(Fork.Outcome outcome) -> {
                    stop();
                    inbox.put(new CallEvent.DialDecided(outcome, sdp));
                }
            }
        }
    }

    private static void abandon(Leg callee, boolean elsewhere) {
        switch (callee) {
            case OutboundLeg ringing -> ringing.on(new CalleeLeg.Input.Abandon(elsewhere));
            case InboundLeg _ -> throw new IllegalStateException("only those we have invited ring");
        }
    }
}
