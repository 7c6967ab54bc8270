package io.carillon.proxy.signalling;

import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.transaction.ClientTransaction;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.proxy.locate.NextHop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/**
 * The destinations of one request, tried one after the other (RFC 3263 §4.3), and what is learnt of them for the next
 * request. Owned by the signalling loop.
 */
public final class Failover {
    /**
     * So long one destination may give no sign while there are others. By then UDP has carried the request four times (0,
     * 0.5, 1.5 and 3.5 s): three lost datagrams in a row are forgiven. A server that works says 100 within 200 ms. The last
     * one has the whole of timer B or F, 32 s.
     */
    public static final Duration PATIENCE = Duration.ofSeconds(4);

    private final Signalling signalling;
    private final Deque<Flow> others;
    private final boolean several;
    private Flow flow;

    public Failover(Signalling signalling, Flow first, Collection<Flow> others) {
        this.signalling = signalling;
        this.flow = first;
        this.others = new ArrayDeque<>(others);
        this.several = !others.isEmpty();
    }

    /** The destination whose turn it is. */
    public Flow flow() {
        return flow;
    }

    /** Goes on to the next one; false where there is none. */
    public boolean next() {
        if (others.isEmpty()) {
            return false;
        }
        flow = others.remove();
        return true;
    }

    /** Sends to the one whose turn it is. One that has timed out may still answer an INVITE with 2xx. */
    public ClientTransaction send(SipRequest request, ClientTransaction.Listener listener) {
        Flow target = flow;
        ClientTransaction.Listener learning = event -> {
            if (several) {
                learn(signalling, target, event);
            }
            listener.on(event);
        };
        // The end of a connection is told; as long as it stands, another way leads to the same party.
        boolean waits = others.isEmpty() || target.token().isPresent();
        return waits
                ? signalling.transactions().send(request, target, learning)
                : signalling.transactions().send(request, target, PATIENCE, learning);
    }

    /** Remembers what an answer, or none, says about a destination beside which there are others. */
    public static void learn(Signalling signalling, Flow target, ClientTransaction.Event event) {
        NextHop hop = new NextHop(target.protocol(), target.remote());
        switch (event) {
            case ClientTransaction.Event.Final(var response)
            when response.status() == 503 -> signalling.dead().silent(hop);
            case ClientTransaction.Event.Provisional _, ClientTransaction.Event.Final _ ->
                signalling.dead().answered(hop);
            case ClientTransaction.Event.TransportFailed(var cause)
            when cause == ClientTransaction.Event.Cause.NO_ROOM -> {}
            case ClientTransaction.Event.TimedOut(), ClientTransaction.Event.TransportFailed _ ->
                signalling.dead().silent(hop);
        }
    }
}
