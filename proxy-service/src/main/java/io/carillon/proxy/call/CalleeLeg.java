package io.carillon.proxy.call;

import java.util.HashSet;
import java.util.Set;

/**
 * The leg towards one contact of a callee, where Carillon is the user agent client of an INVITE (RFC 3261 §13.2, §15).
 *
 * <pre>
 *             Provisional
 *              ┌──────┐   Success (ACK)
 *  INVITE ──► Inviting ─────────────────► Confirmed ──ByeReceived, HangUp──► Ended
 *              │    │                      (a 2xx of another fork: ACK, BYE)
 *              │    │ Abandon (CANCEL)
 *              │    └─────► Abandoned ──Success: ACK, BYE──► Ended
 *              └──Failure, TimedOut──► Ended
 * </pre>
 *
 * Responses are named by the tag of their To header: several may come from one INVITE (RFC 3261 §13.2.2.4), and each new
 * one that is not wanted is acknowledged and ended once; after the end that is done by {@link LateAnswers}. Pure: no I/O, no
 * clock. Owned by the call on the signalling loop.
 */
sealed interface CalleeLeg {
    record Inviting() implements CalleeLeg {}

    /** CANCEL is out or waits for a provisional response; a late 2xx is acknowledged and ended. */
    record Abandoned() implements CalleeLeg {}

    /** @param left the tags of other forks that were ended */
    record Confirmed(String tag, Set<String> left) implements CalleeLeg {
        public Confirmed {
            left = Set.copyOf(left);
        }
    }

    /** @param left the tags whose dialogs are over: their 2xx may still be repeated */
    record Ended(Set<String> left) implements CalleeLeg {
        public Ended {
            left = Set.copyOf(left);
        }
    }

    sealed interface Input {
        record Provisional(int status) implements Input {}

        record Success(String tag) implements Input {}

        record Failure(int status) implements Input {}

        /** The call no longer wants this leg: somebody else answered, the time is up, or the caller left. */
        record Abandon(boolean completedElsewhere) implements Input {}

        record ByeReceived() implements Input {}

        record HangUp() implements Input {}

        /** The callee answers nothing within the dialog any more (§12.2.1.2). */
        record Lost() implements Input {}

        /** No ACK has come to our answer to a re-INVITE (§13.3.1.4, §14.2), or no refresh of the session (RFC 4028 §10). */
        record Overdue() implements Input {}
    }

    sealed interface Action {
        record Acknowledge(String tag) implements Action {}

        record SendBye(String tag) implements Action {}

        record Cancel(boolean completedElsewhere) implements Action {}

        record TellRinging(int status) implements Action {}

        record TellAnswered() implements Action {}

        record TellFailed(int status) implements Action {}

        record TellGone(Departure departure) implements Action {}
    }

    static Step<CalleeLeg, Action> on(CalleeLeg state, Input input) {
        return switch (state) {
            case Inviting inviting -> inviting(inviting, input);
            case Abandoned abandoned -> abandoned(abandoned, input);
            case Confirmed confirmed -> confirmed(confirmed, input);
            // What still comes is for LateAnswers: the leg has left its INVITE.
            case Ended ended -> Step.to(ended);
        };
    }

    private static Step<CalleeLeg, Action> inviting(Inviting state, Input input) {
        return switch (input) {
            case Input.Provisional(int status) -> Step.to(state, new Action.TellRinging(status));
            case Input.Success(String tag) ->
                Step.to(new Confirmed(tag, Set.of()), new Action.Acknowledge(tag), new Action.TellAnswered());
            case Input.Failure(int status) -> Step.to(new Ended(Set.of()), new Action.TellFailed(status));
            case Input.Abandon(boolean elsewhere) -> Step.to(new Abandoned(), new Action.Cancel(elsewhere));
            case Input.HangUp() -> Step.to(new Abandoned(), new Action.Cancel(false));
            // A BYE in an early dialog ends the attempt (RFC 3261 §15); the INVITE's own final response follows.
            case Input.ByeReceived() -> Step.to(new Abandoned(), new Action.TellFailed(480));
            case Input.Lost(), Input.Overdue() -> Step.to(state);
        };
    }

    private static Step<CalleeLeg, Action> abandoned(Abandoned state, Input input) {
        return switch (input) {
            case Input.Success(String tag) ->
                Step.to(new Ended(Set.of(tag)), new Action.Acknowledge(tag), new Action.SendBye(tag));
            case Input.Failure _ -> Step.to(new Ended(Set.of()));
            case Input.Provisional _,
                    Input.Abandon _,
                    Input.ByeReceived(),
                    Input.HangUp(),
                    Input.Lost(),
                    Input.Overdue() -> Step.to(state);
        };
    }

    private static Step<CalleeLeg, Action> confirmed(Confirmed state, Input input) {
        Ended ended = new Ended(with(state.left(), state.tag()));
        return switch (input) {
            case Input.Success(String tag) -> confirmed(state, tag);
            case Input.ByeReceived() -> Step.to(ended, new Action.TellGone(Departure.HUNG_UP));
            case Input.Lost() -> Step.to(ended, new Action.TellGone(Departure.LOST));
            case Input.Overdue() ->
                Step.to(ended, new Action.SendBye(state.tag()), new Action.TellGone(Departure.LOST));
            case Input.HangUp(), Input.Abandon _ -> Step.to(ended, new Action.SendBye(state.tag()));
            case Input.Provisional _, Input.Failure _ -> Step.to(state);
        };
    }

    /** The same answer again: our ACK was lost. Another tag: a fork behind the phone answered too. */
    private static Step<CalleeLeg, Action> confirmed(Confirmed state, String tag) {
        return tag.equals(state.tag()) || state.left().contains(tag)
                ? Step.to(state, new Action.Acknowledge(tag))
                : Step.to(
                        new Confirmed(state.tag(), with(state.left(), tag)),
                        new Action.Acknowledge(tag),
                        new Action.SendBye(tag));
    }

    private static Set<String> with(Set<String> tags, String tag) {
        Set<String> all = new HashSet<>(tags);
        all.add(tag);
        return all;
    }
}
