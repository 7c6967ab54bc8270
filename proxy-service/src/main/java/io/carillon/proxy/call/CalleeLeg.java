package io.carillon.proxy.call;

import java.util.ArrayList;
import java.util.List;

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
 * Responses are named by the tag of their To header: several may come from one INVITE (RFC 3261 §13.2.2.4). Pure: no
 * I/O, no clock. Owned by the call on the signalling loop.
 */
sealed interface CalleeLeg {
    record Inviting() implements CalleeLeg {}

    /** CANCEL is out or waits for a provisional response; a late 2xx is acknowledged and ended. */
    record Abandoned() implements CalleeLeg {}

    record Confirmed(String tag) implements CalleeLeg {}

    record Ended() implements CalleeLeg {}

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
            case Ended ended -> ended(ended, input);
        };
    }

    private static Step<CalleeLeg, Action> inviting(Inviting state, Input input) {
        return switch (input) {
            case Input.Provisional(int status) -> Step.to(state, new Action.TellRinging(status));
            case Input.Success(String tag) ->
                Step.to(new Confirmed(tag), new Action.Acknowledge(tag), new Action.TellAnswered());
            case Input.Failure(int status) -> Step.to(new Ended(), new Action.TellFailed(status));
            case Input.Abandon(boolean elsewhere) -> Step.to(new Abandoned(), new Action.Cancel(elsewhere));
            case Input.HangUp() -> Step.to(new Abandoned(), new Action.Cancel(false));
            // A BYE in an early dialog ends the attempt (RFC 3261 §15); the INVITE's own final response follows.
            case Input.ByeReceived() -> Step.to(new Abandoned(), new Action.TellFailed(480));
            case Input.Lost() -> Step.to(state);
        };
    }

    private static Step<CalleeLeg, Action> abandoned(Abandoned state, Input input) {
        return switch (input) {
            case Input.Success(String tag) -> unwanted(new Ended(), tag);
            case Input.Failure _ -> Step.to(new Ended());
            case Input.Provisional _, Input.Abandon _, Input.ByeReceived(), Input.HangUp(), Input.Lost() ->
                Step.to(state);
        };
    }

    private static Step<CalleeLeg, Action> confirmed(Confirmed state, Input input) {
        return switch (input) {
            // The same answer again: our ACK was lost. Another tag: a fork behind the phone answered too.
            case Input.Success(String tag) ->
                tag.equals(state.tag()) ? Step.to(state, new Action.Acknowledge(tag)) : unwanted(state, tag);
            case Input.ByeReceived() -> Step.to(new Ended(), new Action.TellGone(Departure.HUNG_UP));
            case Input.Lost() -> Step.to(new Ended(), new Action.TellGone(Departure.LOST));
            case Input.HangUp(), Input.Abandon _ -> Step.to(new Ended(), new Action.SendBye(state.tag()));
            case Input.Provisional _, Input.Failure _ -> Step.to(state);
        };
    }

    private static Step<CalleeLeg, Action> ended(Ended state, Input input) {
        return switch (input) {
            case Input.Success(String tag) -> Step.to(state, new Action.Acknowledge(tag));
            case Input.Provisional _,
                    Input.Failure _,
                    Input.Abandon _,
                    Input.ByeReceived(),
                    Input.HangUp(),
                    Input.Lost() -> Step.to(state);
        };
    }

    private static Step<CalleeLeg, Action> unwanted(CalleeLeg next, String tag) {
        List<Action> actions = new ArrayList<>();
        actions.add(new Action.Acknowledge(tag));
        actions.add(new Action.SendBye(tag));
        return new Step<>(next, actions);
    }
}
