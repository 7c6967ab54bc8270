package io.carillon.protocol.sip.transaction;

import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import java.util.Map;

/** A request of ours waiting for its answer (RFC 3261 §17.1). Used on the loop. */
public interface ClientTransaction {
    /** The request as sent, with our Via. */
    SipRequest request();

    /**
     * Cancels an INVITE (§9.1): at once if a provisional response has come, else when the first one does; nothing after
     * a final one. The outcome still comes as events: 487, or 2xx when the answer was faster.
     *
     * @param extraHeaders e.g. Reason (RFC 3326)
     */
    void cancel(Map<String, String> extraHeaders);

    default void cancel() {
        cancel(Map.of());
    }

    /**
     * The user is done with an INVITE that has its final response. All that can still come is a further 2xx until timer M (RFC
     * 6026 §7.2); `late` gets it, and of the transaction no more is kept than that takes. No event is told any more.
     * Does nothing for another request, nothing before the final response, and nothing after a refusal: by then no more is
     * kept than its ACK.
     */
    void leave(Late late);

    /** Told on the loop of a 2xx after {@link #leave}: one of another dialog, or the same once more. Both want an ACK. */
    @FunctionalInterface
    interface Late {
        /** @param invite as it was sent */
        void on(SipRequest invite, SipResponse success);
    }

    /** Told on the loop. */
    interface Listener {
        void on(Event event);
    }

    /** What became of the request; after {@link Final}, {@link TimedOut} or {@link TransportFailed} only further 2xx to INVITE come. */
    sealed interface Event {
        /** 1xx. */
        record Provisional(SipResponse response) implements Event {}

        /** 2xx to 6xx; for INVITE each 2xx and each of its retransmissions (RFC 6026 §7.2), which the core must ACK. */
        record Final(SipResponse response) implements Event {}

        /** Timer B or F: nothing final came; treat as 408 (§8.1.3.1). */
        record TimedOut() implements Event {}

        /** The request could not be sent; treat as 503 (§8.1.3.1). */
        record TransportFailed(Cause cause) implements Event {}

        /** Why a request could not be sent. */
        enum Cause {
            /** Nobody takes the connection, or it broke. */
            FLOW_FAILED,
            /** There are too many transactions: that says nothing of the peer. */
            NO_ROOM
        }
    }
}
