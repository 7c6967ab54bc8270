package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.transaction.ClientAction.Fail;
import io.carillon.protocol.sip.transaction.ClientAction.GiveUp;
import io.carillon.protocol.sip.transaction.ClientAction.PassUp;
import io.carillon.protocol.sip.transaction.ClientAction.Send;
import io.carillon.protocol.sip.transaction.ClientAction.SendAck;
import io.carillon.protocol.sip.transaction.ClientAction.Start;
import io.carillon.protocol.sip.transaction.ClientAction.Stop;
import io.carillon.protocol.sip.transaction.ClientAction.TimeOut;
import io.carillon.protocol.sip.transaction.ClientInput.CancelSent;
import io.carillon.protocol.sip.transaction.ClientInput.Fired;
import io.carillon.protocol.sip.transaction.ClientInput.Received;
import io.carillon.protocol.sip.transaction.ClientInput.Started;
import io.carillon.protocol.sip.transaction.ClientInput.TransportFailed;
import java.time.Duration;

/** The INVITE client transaction (RFC 3261 §17.1.1, with the Accepted state of RFC 6026 §7.2). */
record InviteClient(Timing timing) implements Machine<InviteClient.State, ClientInput, ClientAction> {
    sealed interface State {
        /** Sent, no response yet; {@code a} is the interval of the running Timer A. */
        record Calling(Duration a) implements State {}

        /**
         * Left by its user for another target. The request is still repeated, or a target that only was slow would ring
         * without ever being cancelled.
         */
        record Abandoned(Duration a) implements State {}

        record Proceeding() implements State {}

        /** A 300–699 came and was acknowledged; its retransmissions are too. */
        record Completed() implements State {}

        /** A 2xx came; further ones go up to the user. */
        record Accepted() implements State {}

        record Terminated() implements State {}
    }

    @Override
    public State initial() {
        return new State.Calling(timing.t1());
    }

    @Override
    public boolean terminated(State state) {
        return state instanceof State.Terminated;
    }

    @Override
    public Step<State, ClientAction> on(State state, ClientInput input) {
        return switch (state) {
            case State.Calling calling -> calling(calling, input);
            case State.Abandoned abandoned -> abandoned(abandoned, input);
            case State.Proceeding proceeding -> proceeding(proceeding, input);
            case State.Completed completed -> completed(completed, input);
            case State.Accepted accepted -> accepted(accepted, input);
            case State.Terminated terminated -> Step.stay(terminated);
        };
    }

    private Step<State, ClientAction> calling(State.Calling calling, ClientInput input) {
        return switch (input) {
            case Started() -> new Step<>(calling, timing.begin(TimerName.A, TimerName.B));
            case Fired(TimerName timer)
            when timer == TimerName.A -> {
                Duration next = calling.a().multipliedBy(2);
                yield Step.to(new State.Calling(next), new Send(), new Start(TimerName.A, next));
            }
            case Fired(TimerName timer) when timer == TimerName.B -> timedOut();
            case Fired(TimerName timer)
            when timer == TimerName.PATIENCE -> Step.to(new State.Abandoned(calling.a()), new GiveUp());
            case Received(int status) -> heard(status);
            case TransportFailed() -> failed();
            case Fired _, CancelSent _ -> Step.stay(calling);
        };
    }

    private Step<State, ClientAction> abandoned(State.Abandoned abandoned, ClientInput input) {
        return switch (input) {
            case Fired(TimerName timer)
            when timer == TimerName.A -> {
                Duration next = abandoned.a().multipliedBy(2);
                yield Step.to(new State.Abandoned(next), new Send(), new Start(TimerName.A, next));
            }
            case Fired(TimerName timer) when timer == TimerName.B -> timedOut();
            case Received(int status) -> heard(status);
            case TransportFailed() -> failed();
            case Started _, Fired _, CancelSent _ -> Step.stay(abandoned);
        };
    }

    private Step<State, ClientAction> heard(int status) {
        return status < 200
                ? Step.to(new State.Proceeding(), new Stop(TimerName.A), new Stop(TimerName.B), new PassUp())
                : answered(status);
    }

    private Step<State, ClientAction> proceeding(State.Proceeding proceeding, ClientInput input) {
        return switch (input) {
            case Received(int status) when status < 200 -> Step.to(proceeding, new PassUp());
            case Received(int status) -> answered(status);
            case CancelSent() -> Step.to(proceeding, new Start(TimerName.CANCELLED, timing.t1Times64()));
            case Fired(TimerName timer) when timer == TimerName.CANCELLED -> timedOut();
            case TransportFailed() -> failed();
            case Started _, Fired _ -> Step.stay(proceeding);
        };
    }

    private Step<State, ClientAction> completed(State.Completed completed, ClientInput input) {
        return switch (input) {
            case Received(int status) when status >= 300 -> Step.to(completed, new SendAck());
            case Fired(TimerName timer) when timer == TimerName.D -> Step.to(new State.Terminated());
            // The user has the final response already; a lost ACK is sent again with its next retransmission.
            case Received _, Fired _, Started _, TransportFailed _, CancelSent _ -> Step.stay(completed);
        };
    }

    private Step<State, ClientAction> accepted(State.Accepted accepted, ClientInput input) {
        return switch (input) {
            case Received(int status) when status >= 200 && status < 300 -> Step.to(accepted, new PassUp());
            case Fired(TimerName timer) when timer == TimerName.M -> Step.to(new State.Terminated());
            case Received _, Fired _, Started _, TransportFailed _, CancelSent _ -> Step.stay(accepted);
        };
    }

    private Step<State, ClientAction> answered(int status) {
        if (status < 300) {
            return Step.to(
                    new State.Accepted(),
                    new Stop(TimerName.A),
                    new Stop(TimerName.B),
                    new Stop(TimerName.CANCELLED),
                    new Start(TimerName.M, timing.t1Times64()),
                    new PassUp());
        }
        if (timing.reliable()) {
            return Step.to(
                    new State.Terminated(),
                    new Stop(TimerName.B),
                    new Stop(TimerName.CANCELLED),
                    new SendAck(),
                    new PassUp());
        }
        return Step.to(
                new State.Completed(),
                new Stop(TimerName.A),
                new Stop(TimerName.B),
                new Stop(TimerName.CANCELLED),
                new SendAck(),
                new Start(TimerName.D, timing.t1Times64()),
                new PassUp());
    }

    private static Step<State, ClientAction> timedOut() {
        return Step.to(new State.Terminated(), new TimeOut());
    }

    private static Step<State, ClientAction> failed() {
        return Step.to(new State.Terminated(), new Fail());
    }
}
