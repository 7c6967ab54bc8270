package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.transport.Flow;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs one client machine: performs its actions for the layer and feeds the results back. Loop only. */
final class OpenClientTransaction<S> implements ClientTransaction, ClientEntry {
    private final TransactionLayer layer;
    private final Machine<S, ClientInput, ClientAction> machine;
    private final ClientKey key;
    private final SipRequest request;
    private final Flow flow;
    private final Listener listener;
    private final RunningTimers timers;
    private S state;
    private boolean sent;
    private boolean provisional;
    private boolean ended;
    /** Timer M runs: further 2xx may come. */
    private boolean accepted;

    private @Nullable Map<String, String> cancelling;

    OpenClientTransaction(
            TransactionLayer layer,
            Machine<S, ClientInput, ClientAction> machine,
            ClientKey key,
            SipRequest request,
            Flow flow,
            Listener listener) {
        this.layer = layer;
        this.machine = machine;
        this.key = key;
        this.request = request;
        this.flow = flow;
        this.listener = listener;
        this.timers = new RunningTimers(layer.loop(), name -> feed(new ClientInput.Fired(name), null));
        this.state = machine.initial();
    }

    @Override
    public ClientKey key() {
        return key;
    }

    void start() {
        feed(new ClientInput.Started(), null);
    }

    @Override
    public HostPort sentBy() {
        return request.topVia().sentBy();
    }

    @Override
    public void received(SipResponse response) {
        feed(new ClientInput.Received(response.status()), response);
    }

    @Override
    public SipRequest request() {
        return request;
    }

    @Override
    public void cancel(Map<String, String> extraHeaders) {
        if (ended || cancelling != null || !request.is(Method.INVITE)) {
            return;
        }
        cancelling = extraHeaders;
        if (provisional) {
            sendCancel(extraHeaders);
        }
    }

    @Override
    public void leave(Late late) {
        if (accepted && !machine.terminated(state)) {
            accepted = false;
            timers.stopAll();
            layer.settle(this, late);
        }
    }

    private void sendCancel(Map<String, String> extraHeaders) {
        layer.sendCancel(ClientRequests.cancel(request, extraHeaders), flow);
        feed(new ClientInput.CancelSent(), null);
    }

    private void feed(ClientInput input, @Nullable SipResponse response) {
        Step<S, ClientAction> step = machine.on(state, input);
        state = step.next();
        for (ClientAction action : step.actions()) {
            perform(action, response);
        }
        if (machine.terminated(state)) {
            timers.stopAll();
            layer.remove(this);
        }
    }

    private void perform(ClientAction action, @Nullable SipResponse response) {
        switch (action) {
            case ClientAction.Send() -> send();
            case ClientAction.SendAck() -> {
                if (response != null) {
                    layer.transmit(ClientRequests.ack(request, response), flow);
                }
            }
            case ClientAction.PassUp() -> {
                if (response != null) {
                    passUp(response);
                }
            }
            case ClientAction.TimeOut() -> timeOut();
            case ClientAction.GiveUp() -> {
                if (cancelling == null) {
                    cancelling = Map.of();
                }
                timeOut();
            }
            case ClientAction.Fail() -> {
                if (!ended) {
                    ended = true;
                    listener.on(new Event.TransportFailed(Event.Cause.FLOW_FAILED));
                }
            }
            case ClientAction.Start(TimerName name, Duration delay) -> {
                if (name == TimerName.D && response != null) {
                    timers.stopAll();
                    layer.settle(this, ClientRequests.ack(request, response), flow);
                } else if (name == TimerName.K) {
                    timers.stopAll();
                    layer.complete(this, delay);
                } else {
                    accepted |= name == TimerName.M;
                    timers.start(name, delay);
                }
            }
            case ClientAction.Stop(TimerName name) -> timers.stop(name);
        }
    }

    private void timeOut() {
        if (!ended) {
            ended = true;
            layer.counters().timedOut.increment();
            layer.trace().timedOut(request.method());
            listener.on(new Event.TimedOut());
        }
    }

    private void send() {
        if (sent) {
            layer.counters().retransmissionsSent.increment();
        }
        sent = true;
        if (!flow.protocol().reliable()) {
            // A datagram dropped on the way out is a lost datagram: the next retransmission makes it good.
            layer.transmit(request, flow);
        } else if (!layer.transmit(request, flow, this::lost)) {
            layer.loop().execute(this::lost);
        }
    }

    /** The connection broke with the request on it; a peer that has answered has read it, and answers on another one. */
    private void lost() {
        if (!provisional) {
            feed(new ClientInput.TransportFailed(), null);
        }
    }

    private void passUp(SipResponse response) {
        if (!response.isProvisional()) {
            boolean news = !ended;
            if (news) {
                layer.trace().completed(request.method(), response.status());
            }
            ended = true;
            if (news || response.isSuccess()) {
                listener.on(new Event.Final(response));
            }
            return;
        }
        boolean first = !provisional;
        provisional = true;
        if (!ended) {
            listener.on(new Event.Provisional(response));
        }
        if (first && cancelling != null) {
            sendCancel(cancelling);
        }
    }
}
