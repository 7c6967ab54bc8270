package io.carillon.proxy.event;

import io.carillon.protocol.sip.NameAddress;
import io.carillon.protocol.sip.RequestEdit;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.transaction.ClientTransaction;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.protocol.sip.transport.SipListener;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.signalling.Identity;
import io.carillon.proxy.signalling.PhonePath;
import io.carillon.proxy.signalling.Replicas;
import io.carillon.proxy.signalling.Signalling;
import java.util.Optional;

/**
 * The way of message-waiting lamps (RFC 3842): a phone's SUBSCRIBE goes to voicemail, voicemail's NOTIFY to the phone by
 * the way the phone came, in a subscription as outside of one. Each transaction is forwarded with state (RFC 3261 §16);
 * of the subscription itself the proxy keeps nothing: its Record-Route says all. Owned by the signalling loop.
 */
public final class Lamps {
    private static final String EVENT = "message-summary";
    private static final int USUAL_MAX_FORWARDS = 70;

    /** The phone's connection is gone (RFC 5626 §11.5). */
    private static final int FLOW_FAILED = 430;

    /** How long a phone should wait while no voicemail is there, seconds. */
    private static final String RETRY_AFTER = "30";

    private final Signalling signalling;
    private final Replicas voicemail;
    private final SipListener inside;
    private final SipListener outside;

    public Lamps(Signalling signalling, Replicas voicemail, SipListener inside, SipListener outside) {
        this.signalling = signalling;
        this.voicemail = voicemail;
        this.inside = inside;
        this.outside = outside;
    }

    /** Whether a request is about lamps. */
    public static boolean areMeant(SipRequest request) {
        return request.header("Event")
                .filter(event -> event.split(";", 2)[0].strip().equalsIgnoreCase(EVENT))
                .isPresent();
    }

    /** A new subscription of an account's phone; one that exists goes on where it is, as the Request-URI says. */
    public void subscribe(ServerTransaction transaction, Account subscriber) {
        SipRequest subscribe = transaction.request();
        boolean exists = subscribe.to().tag().isPresent();
        Optional<Flow> there =
                exists ? voicemail.at(subscribe.requestUri().hostPort()) : voicemail.choose(subscriber.name());
        if (there.isEmpty()) {
            // Of a subscription that nobody knows any more the phone makes a new one (RFC 6665 §4.1.2.2).
            respond(transaction, exists ? 481 : 503);
            return;
        }
        int hops = subscribe.maxForwards().orElse(USUAL_MAX_FORWARDS);
        if (hops == 0) {
            respond(transaction, 483);
            return;
        }
        forward(
                transaction,
                forwarded(subscribe, subscriber, transaction.flow(), hops).build(),
                there.get());
    }

    /** What the phone says of ways and names is its own; who it is has been proved. */
    private RequestEdit forwarded(SipRequest subscribe, Account subscriber, Flow from, int hops) {
        return subscribe
                .edit()
                .set("Max-Forwards", Integer.toString(hops - 1))
                .remove("Route")
                .remove("Record-Route")
                .remove("Authorization")
                .remove("Proxy-Authorization")
                // Two sides, two addresses (RFC 5658 §3): voicemail sees the first, the phone the second.
                .add("Record-Route", PhonePath.of(subscribe.topVia(), from, inside.sentBy()))
                .add("Record-Route", outsideHop(from))
                .set(
                        "P-Asserted-Identity",
                        NameAddress.of(SipUri.of(subscriber.name(), "carillon")).toString());
    }

    private String outsideHop(Flow from) {
        String contact = signalling.identity().contact(from);
        return contact.substring(0, contact.length() - 1) + ";lr>";
    }

    /** Voicemail tells a phone. Its first Route is where the phone's registration, or subscription, came through. */
    public void notify(ServerTransaction transaction) {
        SipRequest notify = transaction.request();
        Optional<SipUri> hop = notify.routes().stream()
                .map(NameAddress::uri)
                .findFirst()
                .filter(uri -> uri.hostPort().equals(inside.sentBy()));
        Optional<Flow> phone = hop.flatMap(uri -> PhonePath.flow(uri, notify.requestUri(), outside));
        if (hop.isEmpty()) {
            respond(transaction, 404);
        } else if (phone.isEmpty()) {
            respond(transaction, FLOW_FAILED);
        } else {
            int hops = notify.maxForwards().orElse(USUAL_MAX_FORWARDS);
            forward(
                    transaction,
                    notify.edit()
                            .set("Max-Forwards", Integer.toString(Math.max(0, hops - 1)))
                            .remove("Route")
                            .build(),
                    phone.get());
        }
    }

    private void forward(ServerTransaction transaction, SipRequest request, Flow next) {
        signalling.transactions().send(request, next, event -> {
            switch (event) {
                case ClientTransaction.Event.Provisional _ -> {
                    // Nobody waits for one: a final response comes within 32 s (RFC 4320 §4.1).
                }
                case ClientTransaction.Event.Final(SipResponse response) ->
                    transaction.respond(response.edit().popVia().build());
                case ClientTransaction.Event.TimedOut() -> respond(transaction, 408);
                case ClientTransaction.Event.TransportFailed _ -> respond(transaction, FLOW_FAILED);
            }
        });
    }

    private static void respond(ServerTransaction transaction, int status) {
        var response = transaction
                .request()
                .response(status)
                .toTag(transaction.toTag())
                .set("Server", Identity.PRODUCT);
        if (status == 503) {
            response.set("Retry-After", RETRY_AFTER);
        }
        transaction.respond(response.build());
    }
}
