package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.transaction.ServerAction.Resend;
import io.carillon.protocol.sip.transaction.ServerAction.Send;
import io.carillon.protocol.sip.transaction.ServerAction.Start;
import io.carillon.protocol.sip.transaction.ServerInput.Acknowledged;
import io.carillon.protocol.sip.transaction.ServerInput.Fired;
import io.carillon.protocol.sip.transaction.ServerInput.Respond;
import io.carillon.protocol.sip.transaction.ServerInput.Retransmitted;
import io.carillon.protocol.sip.transaction.ServerInput.Started;

/** The non-INVITE server transaction (RFC 3261 §17.2.2). It says 100 only when its user does (RFC 4320 §4.1). */
record NonInviteServer(Timing timing) implements Machine<NonInviteServer.State, ServerInput, ServerAction> {
    sealed interface State {
        record Trying() implements State {}

        record Proceeding() implements State {}

        /** The final response was sent; it is sent again to each retransmission until Timer J. */
        record Completed() implements State {}

        record Terminated() implements State {}
    }

    @Override
    public State initial() {
        return new State.Trying();
    }

    @Override
    public boolean terminated(State state) {
        return state instanceof State.Terminated;
    }

    @Override
    public Step<State, ServerAction> on(State state, ServerInput input) {
        return switch (state) {
            case State.Trying trying -> open(trying, input);
            case State.Proceeding proceeding -> open(proceeding, input);
            case State.Completed completed -> completed(completed, input);
            case State.Terminated terminated -> Step.stay(terminated);
        };
    }

    private Step<State, ServerAction> open(State state, ServerInput input) {
        return switch (input) {
            case Retransmitted() when state instanceof State.Proceeding -> Step.to(state, new Resend());
            case Respond(int status) when status < 200 -> Step.to(new State.Proceeding(), new Send());
            case Respond _ when timing.reliable() -> Step.to(new State.Terminated(), new Send());
            case Respond _ -> Step.to(new State.Completed(), new Send(), new Start(TimerName.J, timing.t1Times64()));
            case Started _, Retransmitted _, Acknowledged _, Fired _ -> Step.stay(state);
        };
    }

    private static Step<State, ServerAction> completed(State.Completed completed, ServerInput input) {
        return switch (input) {
            case Retransmitted() -> Step.to(completed, new Resend());
            case Fired(TimerName timer) when timer == TimerName.J -> Step.to(new State.Terminated());
            case Fired _, Started _, Acknowledged _, Respond _ -> Step.stay(completed);
        };
    }
}
