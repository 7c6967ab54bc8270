package io.carillon.voicemail.call;

import io.carillon.protocol.sip.voicemail.VoicemailResult;

/**
 * A caller's INVITE and the session it makes, where voicemail is the user agent server (RFC 3261 §13.3, §15; RFC 5057).
 *
 * <pre>
 *                  Accept              Acknowledged
 *  INVITE ─► Proceeding ────► Accepted ────────────► Confirmed
 *             │                │    │ HangUp           │
 *   Cancelled, Refuse,         │    └──► Leaving       │ ByeReceived, HangUp, Lost
 *   HangUp                     │ ByeReceived, │        │
 *             └───► Ended ◄────┴─ Unheard ◄───┴────────┘
 * </pre>
 *
 * Pure: no I/O, no clock. Owned by the signalling loop.
 */
sealed interface InviteUsage {

    /** The INVITE has no final response yet. */
    record Proceeding() implements InviteUsage {}

    /** The 200 is out, and is repeated until its ACK comes. */
    record Accepted() implements InviteUsage {}

    /** We have hung up; the BYE must wait for the ACK (§15). */
    record Leaving(VoicemailResult result) implements InviteUsage {}

    record Confirmed() implements InviteUsage {}

    record Ended() implements InviteUsage {}

    /** What happens to it. */
    sealed interface Input {
        record Accept(String sdp) implements Input {}

        record Refuse(int status) implements Input {}

        /** The caller's CANCEL; the transaction layer has answered it. */
        record Cancelled() implements Input {}

        record Acknowledged() implements Input {}

        /** No ACK has come to a 2xx of ours (§13.3.1.4, §14.2), or no refresh of the session (RFC 4028 §10). */
        record Unheard() implements Input {}

        /** The caller's BYE, which the edge answers. */
        record ByeReceived() implements Input {}

        /** The other side knows the dialog no more, or is not there (§12.2.1.2). */
        record Lost() implements Input {}

        record HangUp(VoicemailResult result) implements Input {}
    }

    /** What is to be done. */
    sealed interface Action {
        record Respond(int status) implements Action {}

        /** Our 200, again and again until its ACK comes. */
        record Answer(String sdp) implements Action {}

        record StopAnswer() implements Action {}

        record SendBye(VoicemailResult result) implements Action {}

        /** The caller has left, or is lost. */
        record TellGone() implements Action {}
    }

    static Step on(InviteUsage state, Input input) {
        return switch (state) {
            case Proceeding proceeding -> proceeding(proceeding, input);
            case Accepted accepted -> accepted(accepted, input);
            case Leaving leaving -> leaving(leaving, input);
            case Confirmed confirmed -> confirmed(confirmed, input);
            case Ended ended -> Step.to(ended);
        };
    }

    private static Step proceeding(Proceeding state, Input input) {
        return switch (input) {
            case Input.Accept(String sdp) -> Step.to(new Accepted(), new Action.Answer(sdp));
            case Input.Refuse(int status) -> Step.to(new Ended(), new Action.Respond(status));
            case Input.Cancelled(), Input.ByeReceived() ->
                Step.to(new Ended(), new Action.Respond(487), new Action.TellGone());
            case Input.HangUp _ -> Step.to(new Ended(), new Action.Respond(503));
            case Input.Acknowledged(), Input.Unheard(), Input.Lost() -> Step.to(state);
        };
    }

    private static Step accepted(Accepted state, Input input) {
        return switch (input) {
            case Input.Acknowledged() -> Step.to(new Confirmed(), new Action.StopAnswer());
            case Input.Unheard() ->
                Step.to(
                        new Ended(),
                        new Action.StopAnswer(),
                        new Action.SendBye(VoicemailResult.failed()),
                        new Action.TellGone());
            case Input.ByeReceived(), Input.Lost() ->
                Step.to(new Ended(), new Action.StopAnswer(), new Action.TellGone());
            case Input.HangUp(VoicemailResult result) -> Step.to(new Leaving(result));
            // A CANCEL that lost the race with our 200 changes nothing (§9.2).
            case Input.Cancelled(), Input.Accept _, Input.Refuse _ -> Step.to(state);
        };
    }

    private static Step leaving(Leaving state, Input input) {
        return switch (input) {
            case Input.Acknowledged(), Input.Unheard() ->
                Step.to(new Ended(), new Action.StopAnswer(), new Action.SendBye(state.result()));
            case Input.ByeReceived(), Input.Lost() -> Step.to(new Ended(), new Action.StopAnswer());
            case Input.Cancelled(), Input.Accept _, Input.Refuse _, Input.HangUp _ -> Step.to(state);
        };
    }

    private static Step confirmed(Confirmed state, Input input) {
        return switch (input) {
            case Input.ByeReceived(), Input.Lost() -> Step.to(new Ended(), new Action.TellGone());
            case Input.Unheard() ->
                Step.to(new Ended(), new Action.SendBye(VoicemailResult.failed()), new Action.TellGone());
            case Input.HangUp(VoicemailResult result) -> Step.to(new Ended(), new Action.SendBye(result));
            case Input.Acknowledged(), Input.Cancelled(), Input.Accept _, Input.Refuse _ -> Step.to(state);
        };
    }
}
