package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.transaction.ClientAction.Fail;
import io.carillon.protocol.sip.transaction.ClientAction.PassUp;
import io.carillon.protocol.sip.transaction.ClientAction.Send;
import io.carillon.protocol.sip.transaction.ClientAction.Start;
import io.carillon.protocol.sip.transaction.ClientAction.Stop;
import io.carillon.protocol.sip.transaction.ClientAction.TimeOut;
import io.carillon.protocol.sip.transaction.ClientInput.CancelSent;
import io.carillon.protocol.sip.transaction.ClientInput.Fired;
import io.carillon.protocol.sip.transaction.ClientInput.Received;
import io.carillon.protocol.sip.transaction.ClientInput.Started;
import io.carillon.protocol.sip.transaction.ClientInput.TransportFailed;
import java.time.Duration;

/** The non-INVITE client transaction (RFC 3261 §17.1.2). */
record NonInviteClient(Timing timing) implements Machine<NonInviteClient.State, ClientInput, ClientAction> {
    sealed interface State {
        /** Sent, no response yet; {@code e} is the interval of the running Timer E. */
        record Trying(Duration e) implements State {}

        record Proceeding() implements State {}

        /** The final response was passed up; its retransmissions are absorbed. */
        record Completed() implements State {}

        record Terminated() implements State {}
    }

    @Override
    public State initial() {
        return new State.Trying(timing.t1());
    }

    @Override
    public boolean terminated(State state) {
        return state instanceof State.Terminated;
    }

    @Override
    public Step<State, ClientAction> on(State state, ClientInput input) {
        return switch (state) {
            case State.Trying trying -> trying(trying, input);
            case State.Proceeding proceeding -> proceeding(proceeding, input);
            case State.Completed completed -> completed(completed, input);
            case State.Terminated terminated -> Step.stay(terminated);
        };
    }

    private Step<State, ClientAction> trying(State.Trying trying, ClientInput input) {
        return switch (input) {
            case Started() -> new Step<>(trying, timing.begin(TimerName.E, TimerName.F));
            case Fired(TimerName timer)
            when timer == TimerName.E -> {
                Duration next = timing.backedOff(trying.e());
                yield Step.to(new State.Trying(next), new Send(), new Start(TimerName.E, next));
            }
            case Fired(TimerName timer) when timer == TimerName.F || timer == TimerName.PATIENCE -> timedOut();
            case Received(int status) when status < 200 -> Step.to(new State.Proceeding(), new PassUp());
            case Received _ -> answered();
            case TransportFailed() -> failed();
            case Fired _, CancelSent _ -> Step.stay(trying);
        };
    }

    private Step<State, ClientAction> proceeding(State.Proceeding proceeding, ClientInput input) {
        return switch (input) {
            case Fired(TimerName timer)
            when timer == TimerName.E -> Step.to(proceeding, new Send(), new Start(TimerName.E, timing.t2()));
            case Fired(TimerName timer) when timer == TimerName.F -> timedOut();
            case Received(int status) when status < 200 -> Step.to(proceeding, new PassUp());
            case Received _ -> answered();
            case TransportFailed() -> failed();
            case Started _, Fired _, CancelSent _ -> Step.stay(proceeding);
        };
    }

    private static Step<State, ClientAction> completed(State.Completed completed, ClientInput input) {
        return switch (input) {
            case Fired(TimerName timer) when timer == TimerName.K -> Step.to(new State.Terminated());
            case Fired _, Received _, Started _, TransportFailed _, CancelSent _ -> Step.stay(completed);
        };
    }

    private Step<State, ClientAction> answered() {
        Stop e = new Stop(TimerName.E);
        Stop f = new Stop(TimerName.F);
        return timing.reliable()
                ? Step.to(new State.Terminated(), f, new PassUp())
                : Step.to(new State.Completed(), e, f, new Start(TimerName.K, timing.t4()), new PassUp());
    }

    private static Step<State, ClientAction> timedOut() {
        return Step.to(new State.Terminated(), new TimeOut());
    }

    private static Step<State, ClientAction> failed() {
        return Step.to(new State.Terminated(), new Fail());
    }
}
