package io.carillon.voicemail.waiting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One subscription as its notifier sees it (RFC 6665 §4.2).
 *
 * <pre>
 *  Subscribed ──► Active ──Subscribed(0), TimeUp──► Ended (with a last NOTIFY)
 *                  │  ▲ │
 *                  └──┘ └──Answered(481 and its like)──► Ended
 *        Changed, Subscribed, Answered
 * </pre>
 *
 * One NOTIFY at a time is under way: what changes meanwhile is told by the next one, so that the phone's lamp ends up as the
 * mailbox is. Pure: no I/O, no clock.
 */
sealed interface Subscription {

    /**
     * @param until when it ends unless it is refreshed
     * @param asking whether a NOTIFY waits for its answer
     * @param again whether another one is to follow
     */
    record Active(Instant until, boolean asking, boolean again) implements Subscription {}

    record Ended() implements Subscription {}

    sealed interface Input {
        /** SUBSCRIBE, the first one or a refresh; for no time at all it is the last. */
        record Subscribed(Duration granted) implements Input {}

        /** The mailboxes may be other than they were. */
        record Changed() implements Input {}

        record TimeUp() implements Input {}

        /** A NOTIFY's final answer, or 408 where none came. */
        record Answered(int status) implements Input {}
    }

    sealed interface Action {
        /** @param left seconds; for the header Subscription-State */
        record Notify(long left) implements Action {}

        /** The last one, which nobody waits for. */
        record NotifyEnd() implements Action {}

        /** {@link Input.TimeUp} is due then. */
        record Await(Duration time) implements Action {}

        record Forget() implements Action {}
    }

    /** What becomes of it, and what is to be done. */
    record Step(Subscription state, List<Action> actions) {
        public Step {
            actions = List.copyOf(actions);
        }
    }

    /** Answers by which a phone says that it knows of no subscription, or never will (RFC 5057 §5.1, RFC 5626 §11.5). */
    Set<Integer> FINAL = Set.of(404, 405, 408, 410, 416, 430, 480, 481, 482, 483, 484, 485, 489, 501, 604);

    static Step begin(Duration granted, Instant now) {
        return granted.isPositive()
                ? subscribed(false, granted, now)
                : new Step(new Ended(), List.of(new Action.NotifyEnd(), new Action.Forget()));
    }

    static Step on(Subscription state, Input input, Instant now) {
        return switch (state) {
            case Ended ended -> new Step(ended, List.of());
            case Active active -> on(active, input, now);
        };
    }

    private static Step on(Active active, Input input, Instant now) {
        return switch (input) {
            case Input.Subscribed(Duration granted) ->
                granted.isPositive() ? subscribed(active.asking(), granted, now) : ended();
            case Input.Changed() -> tell(active, now);
            case Input.TimeUp() ->
                now.isBefore(active.until())
                        // It was refreshed meanwhile.
                        ? new Step(active, List.of(new Action.Await(Duration.between(now, active.until()))))
                        : ended();
            case Input.Answered(int status) -> answered(active, status, now);
        };
    }

    private static Step subscribed(boolean asking, Duration granted, Instant now) {
        Step told = tell(new Active(now.plus(granted), asking, false), now);
        List<Action> actions = new ArrayList<>(told.actions());
        actions.add(new Action.Await(granted));
        return new Step(told.state(), actions);
    }

    private static Step tell(Active active, Instant now) {
        return active.asking()
                ? new Step(new Active(active.until(), true, true), List.of())
                : new Step(
                        new Active(active.until(), true, false),
                        List.of(new Action.Notify(Math.max(
                                0, Duration.between(now, active.until()).toSeconds()))));
    }

    private static Step answered(Active active, int status, Instant now) {
        if (FINAL.contains(status)) {
            return new Step(new Ended(), List.of(new Action.Forget()));
        }
        Active quiet = new Active(active.until(), false, false);
        return active.again() ? tell(quiet, now) : new Step(quiet, List.of());
    }

    private static Step ended() {
        return new Step(new Ended(), List.of(new Action.NotifyEnd(), new Action.Forget()));
    }
}
