package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.transaction.SourceShares.Share;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.protocol.sip.transport.ResponseRoute;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Runs one server machine: performs its actions for the layer and feeds the results back. Loop only. */
final class OpenServerTransaction<S> implements ServerTransaction, ServerEntry {
    private final TransactionLayer layer;
    private final Machine<S, ServerInput, ServerAction> machine;
    private final ServerKey key;
    private final SipRequest request;
    private final Flow flow;
    private final String toTag;
    private final Share share;
    private final RunningTimers timers;
    private S state;
    private @Nullable SipResponse last;
    private boolean cancelled;

    OpenServerTransaction(
            TransactionLayer layer,
            Machine<S, ServerInput, ServerAction> machine,
            ServerKey key,
            SipRequest request,
            Flow flow,
            Share share) {
        this.layer = layer;
        this.machine = machine;
        this.key = key;
        this.request = request;
        this.flow = flow;
        this.share = share;
        this.toTag = request.to().tag().orElseGet(layer.identifiers()::tag);
        this.timers = new RunningTimers(layer.loop(), name -> feed(new ServerInput.Fired(name), null));
        this.state = machine.initial();
    }

    ServerKey key() {
        return key;
    }

    void start() {
        feed(new ServerInput.Started(), null);
    }

    @Override
    public void retransmitted() {
        feed(new ServerInput.Retransmitted(), null);
    }

    @Override
    public void acknowledged(SipRequest ack) {
        feed(new ServerInput.Acknowledged(), ack);
    }

    /** Whether the user is to be told: once, and not after its final response (§9.2). */
    boolean cancel() {
        boolean first = !cancelled && !answered();
        cancelled = true;
        return first;
    }

    @Override
    public SipRequest request() {
        return request;
    }

    @Override
    public Flow flow() {
        return flow;
    }

    @Override
    public String toTag() {
        return toTag;
    }

    @Override
    public void respond(SipResponse response) {
        SipResponse tagged = response.status() == 100 || response.to().tag().isPresent()
                ? response
                : response.edit().toTag(toTag).build();
        Step<S, ServerAction> step = machine.on(state, new ServerInput.Respond(tagged.status()));
        perform(step, tagged, null);
    }

    @Override
    public void trying() {
        if (last == null) {
            respond(request.response(100).build());
        }
    }

    @Override
    public boolean answered() {
        return last != null && last.isFinal();
    }

    private void feed(ServerInput input, @Nullable SipRequest ack) {
        perform(machine.on(state, input), null, ack);
    }

    private void perform(Step<S, ServerAction> step, @Nullable SipResponse response, @Nullable SipRequest ack) {
        state = step.next();
        for (ServerAction action : step.actions()) {
            switch (action) {
                case ServerAction.Send() -> send(response);
                case ServerAction.Resend() -> {
                    if (last != null) {
                        layer.counters().retransmissionsSent.increment();
                    }
                    resend();
                }
                case ServerAction.SendTrying() -> trying();
                case ServerAction.PassAck() -> passAck(ack);
                case ServerAction.Unacknowledged() ->
                    layer.counters().unacknowledged.increment();
                case ServerAction.Start(TimerName name, Duration delay) -> start(name, delay);
                case ServerAction.Stop(TimerName name) -> timers.stop(name);
            }
        }
        if (machine.terminated(state)) {
            share.giveBack();
            timers.stopAll();
            layer.remove(this);
        }
    }

    private void send(@Nullable SipResponse response) {
        if (response != null && response.isFinal() && !answered()) {
            layer.trace().answered(request.method(), response.status());
        }
        if (response != null && response.isSuccess()) {
            // From here on it is a call of a known caller, and calls are counted where they are made.
            share.giveBack();
        }
        last = response;
        resend();
    }

    private void resend() {
        if (last != null) {
            layer.transmit(last, flow.open() ? flow : ResponseRoute.flow(request.topVia(), flow));
        }
    }

    private void passAck(@Nullable SipRequest ack) {
        if (ack != null) {
            layer.user().ack(ack, flow);
        }
    }

    private void start(TimerName name, Duration delay) {
        boolean parks = name == TimerName.I || name == TimerName.J || name == TimerName.L;
        if (parks && last != null) {
            share.giveBack();
            timers.stopAll();
            layer.park(this, last, delay);
        } else {
            timers.start(name, delay);
        }
    }

    boolean isInvite() {
        return request.is(Method.INVITE);
    }
}
