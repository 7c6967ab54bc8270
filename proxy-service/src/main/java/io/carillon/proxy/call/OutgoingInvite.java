package io.carillon.proxy.call;

import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.dialog.SessionTimer;
import io.carillon.protocol.sip.transaction.ClientTransaction;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.proxy.signalling.Failover;
import io.carillon.proxy.signalling.Signalling;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An INVITE of ours on its way: again where its destination wants credentials or a longer session, and to the next
 * destination where one is not available (RFC 3263 §4.3). Owned by the signalling loop.
 */
final class OutgoingInvite {
    private final Signalling signalling;
    private final boolean natted;
    private final OurCredentials credentials;
    private final ClientTransaction.Listener listener;
    private final Failover destinations;
    private Attempt attempt;
    private boolean longer;
    private int challenges;

    /** @param listener told, after this returns, what comes of the attempt whose turn it is */
    OutgoingInvite(
            Signalling signalling,
            Route route,
            OurCredentials credentials,
            SipRequest invite,
            ClientTransaction.Listener listener) {
        this.signalling = signalling;
        this.natted = route.natted();
        this.credentials = credentials;
        this.listener = listener;
        this.destinations = new Failover(signalling, route.flow(), route.others());
        this.attempt = new Attempt(invite);
    }

    /** Where it goes at present. */
    Flow flow() {
        return destinations.flow();
    }

    /** As it was sent last. */
    SipRequest request() {
        return attempt.transaction.request();
    }

    void cancel(Map<String, String> headers) {
        attempt.transaction.cancel(headers);
    }

    /**
     * The call that it was for is over: what holds it does not hold the call any more.
     *
     * @param ended tags of dialogs that it has made, which have had their BYE
     */
    void leave(Set<String> ended) {
        attempt.leave(ended);
    }

    /** Sends it again as this answer wants it: with credentials, or for a longer session; false where it does not. */
    boolean again(SipResponse response) {
        Optional<SipRequest> better = better(response);
        better.ifPresent(invite -> attempt = new Attempt(invite));
        return better.isPresent();
    }

    private Optional<SipRequest> better(SipResponse response) {
        return switch (response.status()) {
            case 401, 407 -> credentials.answer(bare(), response, challenges++);
            case 422 -> {
                boolean first = !longer;
                longer = true;
                yield first ? SessionTimer.again(bare(), response) : Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    /** Goes on to the next destination; false where there is none. */
    boolean next() {
        boolean another = destinations.next();
        if (another) {
            attempt = new Attempt(bare().edit()
                    .set("Contact", signalling.identity().contact(flow()))
                    .build());
        }
        return another;
    }

    /** Without our Via. */
    private SipRequest bare() {
        return request().edit().popVia().build();
    }

    /** The INVITE on its way to one destination, once; what comes back when another one has its turn is late. */
    private final class Attempt {
        private final ClientTransaction transaction;
        private final LateAnswers late;

        Attempt(SipRequest invite) {
            late = new LateAnswers(signalling, destinations.flow(), natted, credentials);
            transaction = destinations.send(invite, this::told);
        }

        void leave(Set<String> ended) {
            late.know(ended);
            transaction.leave(late);
        }

        private void told(ClientTransaction.Event event) {
            if (attempt == this) {
                listener.on(event);
            } else if (event instanceof ClientTransaction.Event.Final(SipResponse response) && response.isSuccess()) {
                late.on(transaction.request(), response);
                transaction.leave(late);
            }
        }
    }
}
