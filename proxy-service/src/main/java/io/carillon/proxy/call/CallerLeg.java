package io.carillon.proxy.call;

import java.time.Duration;
import java.util.Optional;

/**
 * The leg towards the caller, where Carillon is the user agent server of an INVITE (RFC 3261 §13.3, §15.1; RFC 6026).
 *
 * <pre>
 *                Provisional            RetransmissionDue
 *                 ┌──────┐               ┌────────┐
 *                 ▼      │   Accept      ▼        │  Acknowledged
 *  INVITE ─────► Proceeding ─────────► Accepted ──┴────────────────► Confirmed
 *                 │                      │    │ HangUp                 │
 *         Cancelled, Refuse,             │    └──► Leaving ──┐         │ ByeReceived, HangUp
 *         HangUp, ByeReceived            │ ByeReceived,      │         │
 *                 └──────────► Ended ◄───┴─ overdue ◄────────┴─────────┘
 * </pre>
 *
 * Pure: no I/O, no clock. Owned by the call on the signalling loop.
 */
sealed interface CallerLeg {
    /** RFC 3261 T1, the first wait before a 2xx is sent again (§13.3.1.4). */
    Duration T1 = Duration.ofMillis(500);

    /** RFC 3261 T2, the longest wait between two transmissions of a 2xx. */
    Duration T2 = Duration.ofSeconds(4);

    /** After 64 T1 without an ACK the caller is taken to be gone. */
    Duration ACKNOWLEDGEMENT_LIMIT = T1.multipliedBy(64);

    /** The INVITE has no final response yet. */
    record Proceeding() implements CallerLeg {}

    /** The 2xx is out and is repeated until its ACK arrives. */
    record Accepted(Duration interval) implements CallerLeg {}

    /** We hung up before the ACK arrived; a BYE must wait for it (RFC 3261 §15). */
    record Leaving(Duration interval) implements CallerLeg {}

    /** The dialog is up. */
    record Confirmed() implements CallerLeg {}

    record Ended() implements CallerLeg {}

    sealed interface Input {
        record Provisional(int status, Optional<String> sdp) implements Input {}

        record Accept(String sdp) implements Input {}

        record Refuse(int status) implements Input {}

        /** The caller's CANCEL; the transaction layer has answered it. */
        record Cancelled() implements Input {}

        /** No PRACK has come to a provisional response that asked for one (RFC 3262 §3). */
        record Unheard() implements Input {}

        record Acknowledged() implements Input {}

        record RetransmissionDue() implements Input {}

        /** No ACK has come: to our 2xx to the INVITE or to a re-INVITE (§14.2); or no refresh of the session (RFC 4028 §10). */
        record Overdue() implements Input {}

        /** The caller's BYE, which the edge answers with 200. */
        record ByeReceived() implements Input {}

        /** The caller answers nothing within the dialog any more (§12.2.1.2). */
        record Lost() implements Input {}

        /** The plan or the other party ended the call; `status` answers an INVITE that is still open. */
        record HangUp(int status) implements Input {}
    }

    sealed interface Action {
        record Respond(int status, Optional<String> sdp) implements Action {}

        record RetransmitAnswer() implements Action {}

        record ScheduleRetransmission(Duration interval) implements Action {}

        record ExpectAcknowledgement(Duration within) implements Action {}

        record StopTimers() implements Action {}

        record TellAccepted() implements Action {}

        record SendBye() implements Action {}

        /** The caller has left of its own accord, or is lost. */
        record TellGone(Departure departure) implements Action {}
    }

    static Step<CallerLeg, Action> on(CallerLeg state, Input input) {
        return switch (state) {
            case Proceeding proceeding -> proceeding(proceeding, input);
            case Accepted accepted -> accepted(accepted, input);
            case Leaving leaving -> leaving(leaving, input);
            case Confirmed confirmed -> confirmed(confirmed, input);
            case Ended ended -> Step.to(ended);
        };
    }

    private static Step<CallerLeg, Action> proceeding(Proceeding state, Input input) {
        return switch (input) {
            case Input.Provisional(int status, Optional<String> sdp) -> Step.to(state, new Action.Respond(status, sdp));
            case Input.Accept(String sdp) ->
                Step.to(
                        new Accepted(T1),
                        new Action.Respond(200, Optional.of(sdp)),
                        new Action.ScheduleRetransmission(T1),
                        new Action.ExpectAcknowledgement(ACKNOWLEDGEMENT_LIMIT),
                        new Action.TellAccepted());
            case Input.Refuse(int status) -> Step.to(new Ended(), new Action.Respond(status, Optional.empty()));
            case Input.HangUp(int status) -> Step.to(new Ended(), new Action.Respond(status, Optional.empty()));
            case Input.Cancelled() -> gone(Departure.CANCELLED, new Action.Respond(487, Optional.empty()));
            case Input.ByeReceived() -> gone(Departure.HUNG_UP, new Action.Respond(487, Optional.empty()));
            case Input.Unheard() -> gone(Departure.LOST, new Action.Respond(504, Optional.empty()));
            case Input.Acknowledged(), Input.RetransmissionDue(), Input.Overdue(), Input.Lost() -> Step.to(state);
        };
    }

    private static Step<CallerLeg, Action> accepted(Accepted state, Input input) {
        return switch (input) {
            case Input.Acknowledged() -> Step.to(new Confirmed(), new Action.StopTimers());
            case Input.RetransmissionDue() -> {
                Duration next = longer(state.interval());
                yield Step.to(
                        new Accepted(next), new Action.RetransmitAnswer(), new Action.ScheduleRetransmission(next));
            }
            // RFC 3261 §13.3.1.4: no ACK at all; the dialog is confirmed all the same and is left with a BYE.
            case Input.Overdue() -> gone(Departure.LOST, new Action.StopTimers(), new Action.SendBye());
            case Input.ByeReceived() -> gone(Departure.HUNG_UP, new Action.StopTimers());
            case Input.Lost() -> gone(Departure.LOST, new Action.StopTimers());
            case Input.HangUp(int status) -> Step.to(new Leaving(state.interval()));
            // A CANCEL that lost the race with our 2xx changes nothing (RFC 3261 §9.2).
            case Input.Cancelled(), Input.Provisional _, Input.Accept _, Input.Refuse _, Input.Unheard() ->
                Step.to(state);
        };
    }

    private static Step<CallerLeg, Action> leaving(Leaving state, Input input) {
        return switch (input) {
            case Input.Acknowledged(), Input.Overdue() ->
                Step.to(new Ended(), new Action.StopTimers(), new Action.SendBye());
            case Input.RetransmissionDue() -> {
                Duration next = longer(state.interval());
                yield Step.to(
                        new Leaving(next), new Action.RetransmitAnswer(), new Action.ScheduleRetransmission(next));
            }
            case Input.ByeReceived(), Input.Lost() -> Step.to(new Ended(), new Action.StopTimers());
            case Input.HangUp _,
                    Input.Cancelled(),
                    Input.Provisional _,
                    Input.Accept _,
                    Input.Refuse _,
                    Input.Unheard() -> Step.to(state);
        };
    }

    private static Step<CallerLeg, Action> confirmed(Confirmed state, Input input) {
        return switch (input) {
            case Input.ByeReceived() -> gone(Departure.HUNG_UP);
            case Input.Lost() -> gone(Departure.LOST);
            case Input.Overdue() -> gone(Departure.LOST, new Action.SendBye());
            case Input.HangUp _ -> Step.to(new Ended(), new Action.SendBye());
            case Input.Acknowledged(),
                    Input.RetransmissionDue(),
                    Input.Cancelled(),
                    Input.Provisional _,
                    Input.Accept _,
                    Input.Refuse _,
                    Input.Unheard() -> Step.to(state);
        };
    }

    private static Step<CallerLeg, Action> gone(Departure departure, Action... first) {
        var actions = new java.util.ArrayList<Action>(java.util.List.of(first));
        actions.add(new Action.TellGone(departure));
        return new Step<>(new Ended(), actions);
    }

    private static Duration longer(Duration interval) {
        Duration doubled = interval.multipliedBy(2);
        return doubled.compareTo(T2) > 0 ? T2 : doubled;
    }
}
