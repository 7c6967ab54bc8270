package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.transport.Flow;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A request of ours too long for a datagram: it goes by TCP, and by UDP after all if nobody takes the connection (RFC 3261
 * §18.1.1). To its user it is one transaction. Used on the loop.
 */
final class LargeRequest implements ClientTransaction {
    private final TransactionLayer layer;
    private final SipRequest original;
    private final Flow narrow;
    private final Optional<Duration> patience;
    private final Listener listener;
    private ClientTransaction current;
    private boolean cancelled;

    LargeRequest(
            TransactionLayer layer,
            SipRequest original,
            Flow narrow,
            Flow wide,
            Optional<Duration> patience,
            Listener listener) {
        this.layer = layer;
        this.original = original;
        this.narrow = narrow;
        this.listener = listener;
        this.patience = patience;
        this.current = layer.open(original, wide, patience, this::onFirst);
    }

    private void onFirst(Event event) {
        if (event instanceof Event.TransportFailed(Event.Cause cause)
                && cause == Event.Cause.FLOW_FAILED
                && !cancelled) {
            narrow.wideRefused();
            current = layer.open(original, narrow, patience, listener);
        } else {
            listener.on(event);
        }
    }

    @Override
    public SipRequest request() {
        return current.request();
    }

    @Override
    public void cancel(Map<String, String> extraHeaders) {
        cancelled = true;
        current.cancel(extraHeaders);
    }

    @Override
    public void leave(Late late) {
        current.leave(late);
    }
}
