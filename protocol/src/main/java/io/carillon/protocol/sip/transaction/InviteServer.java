package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.transaction.ServerAction.PassAck;
import io.carillon.protocol.sip.transaction.ServerAction.Resend;
import io.carillon.protocol.sip.transaction.ServerAction.Send;
import io.carillon.protocol.sip.transaction.ServerAction.SendTrying;
import io.carillon.protocol.sip.transaction.ServerAction.Start;
import io.carillon.protocol.sip.transaction.ServerAction.Stop;
import io.carillon.protocol.sip.transaction.ServerAction.Unacknowledged;
import io.carillon.protocol.sip.transaction.ServerInput.Acknowledged;
import io.carillon.protocol.sip.transaction.ServerInput.Fired;
import io.carillon.protocol.sip.transaction.ServerInput.Respond;
import io.carillon.protocol.sip.transaction.ServerInput.Retransmitted;
import io.carillon.protocol.sip.transaction.ServerInput.Started;
import java.time.Duration;

/**
 * The INVITE server transaction (RFC 3261 §17.2.1, with the Accepted state of RFC 6026 §7.1). A transport error leaves
 * it in its state (RFC 6026 §8.8): the client retransmits, or the user's timers end the matter.
 */
record InviteServer(Timing timing) implements Machine<InviteServer.State, ServerInput, ServerAction> {
    /** §17.2.1: 100 is due if the user will not respond within 200 ms. */
    static final Duration TRYING_AFTER = Duration.ofMillis(200);

    sealed interface State {
        record Proceeding() implements State {}

        /** A 300–699 was sent, no ACK yet; {@code g} is the interval of the running Timer G. */
        record Completed(Duration g) implements State {}

        record Confirmed() implements State {}

        /** A 2xx was sent; request retransmissions are absorbed, ACKs go to the user. */
        record Accepted() implements State {}

        record Terminated() implements State {}
    }

    @Override
    public State initial() {
        return new State.Proceeding();
    }

    @Override
    public boolean terminated(State state) {
        return state instanceof State.Terminated;
    }

    @Override
    public Step<State, ServerAction> on(State state, ServerInput input) {
        return switch (state) {
            case State.Proceeding proceeding -> proceeding(proceeding, input);
            case State.Completed completed -> completed(completed, input);
            case State.Confirmed confirmed -> confirmed(confirmed, input);
            case State.Accepted accepted -> accepted(accepted, input);
            case State.Terminated terminated -> Step.stay(terminated);
        };
    }

    private Step<State, ServerAction> proceeding(State.Proceeding proceeding, ServerInput input) {
        return switch (input) {
            case Started() -> Step.to(proceeding, new Start(TimerName.TRYING, TRYING_AFTER));
            case Retransmitted() -> Step.to(proceeding, new Resend());
            case Fired(TimerName timer) when timer == TimerName.TRYING -> Step.to(proceeding, new SendTrying());
            case Respond(int status) when status < 200 -> Step.to(proceeding, new Stop(TimerName.TRYING), new Send());
            case Respond(int status)
            when status < 300 ->
                Step.to(
                        new State.Accepted(),
                        new Stop(TimerName.TRYING),
                        new Send(),
                        new Start(TimerName.L, timing.t1Times64()));
            case Respond _ -> refused();
            case Acknowledged _, Fired _ -> Step.stay(proceeding);
        };
    }

    private Step<State, ServerAction> refused() {
        State completed = new State.Completed(timing.t1());
        Stop trying = new Stop(TimerName.TRYING);
        Start h = new Start(TimerName.H, timing.t1Times64());
        return timing.reliable()
                ? Step.to(completed, trying, new Send(), h)
                : Step.to(completed, trying, new Send(), new Start(TimerName.G, timing.t1()), h);
    }

    private Step<State, ServerAction> completed(State.Completed completed, ServerInput input) {
        return switch (input) {
            case Retransmitted() -> Step.to(completed, new Resend());
            case Fired(TimerName timer)
            when timer == TimerName.G -> {
                Duration next = timing.backedOff(completed.g());
                yield Step.to(new State.Completed(next), new Resend(), new Start(TimerName.G, next));
            }
            case Fired(TimerName timer)
            when timer == TimerName.H -> Step.to(new State.Terminated(), new Unacknowledged());
            case Acknowledged() -> acknowledged();
            case Started _, Respond _, Fired _ -> Step.stay(completed);
        };
    }

    private Step<State, ServerAction> acknowledged() {
        Stop g = new Stop(TimerName.G);
        Stop h = new Stop(TimerName.H);
        return timing.reliable()
                ? Step.to(new State.Terminated(), h)
                : Step.to(new State.Confirmed(), g, h, new Start(TimerName.I, timing.t4()));
    }

    private static Step<State, ServerAction> confirmed(State.Confirmed confirmed, ServerInput input) {
        return switch (input) {
            case Fired(TimerName timer) when timer == TimerName.I -> Step.to(new State.Terminated());
            case Fired _, Started _, Retransmitted _, Acknowledged _, Respond _ -> Step.stay(confirmed);
        };
    }

    private static Step<State, ServerAction> accepted(State.Accepted accepted, ServerInput input) {
        return switch (input) {
            case Acknowledged() -> Step.to(accepted, new PassAck());
            case Respond(int status) when status >= 200 && status < 300 -> Step.to(accepted, new Send());
            case Fired(TimerName timer) when timer == TimerName.L -> Step.to(new State.Terminated());
            case Fired _, Started _, Retransmitted _, Respond _ -> Step.stay(accepted);
        };
    }
}
