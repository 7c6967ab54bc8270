package io.carillon.protocol.sip.dialog;

import io.carillon.protocol.sip.CSeq;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.NameAddress;
import io.carillon.protocol.sip.RequestEdit;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.SipUri;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One side's state of a dialog (RFC 3261 §12), immutable: whatever changes it gives a new one. All of it can be stored
 * and made again with the constructor.
 *
 * @param early whether no 2xx was sent or received yet
 * @param local our address with our tag, as From of our requests
 * @param remote the peer's address with its tag, as To of our requests
 * @param remoteTarget the peer's Contact: Request-URI of our requests
 * @param routeSet in the order our requests traverse it
 * @param localCSeq the number of our last request, 0 before the first
 * @param remoteCSeq the number of the peer's last request, empty before its first
 */
public record Dialog(
        DialogId id,
        boolean early,
        NameAddress local,
        NameAddress remote,
        SipUri remoteTarget,
        List<NameAddress> routeSet,
        long localCSeq,
        OptionalLong remoteCSeq) {

    private static final String HOPS = "70";

    public Dialog {
        routeSet = List.copyOf(routeSet);
    }

    /** A request of ours and the dialog after it. */
    public record Outgoing(Dialog dialog, RequestEdit request) {}

    /** What a request of the peer does to the dialog (§12.2.2). */
    public sealed interface Incoming {
        record InOrder(Dialog dialog) implements Incoming {}

        /** Its CSeq does not grow: answer 500. */
        record OutOfOrder() implements Incoming {}
    }

    /**
     * The callee's side, early (§12.1.1): to be made when the first response with our tag is sent. The route set is in the
     * order of the request. Empty when the request has no Contact to call back.
     */
    public static Optional<Dialog> callee(SipRequest invite, String localTag) {
        return invite.contacts().stream()
                .findFirst()
                .map(contact -> new Dialog(
                        new DialogId(
                                invite.callId(), localTag, invite.from().tag().orElse("")),
                        true,
                        invite.to().withTag(localTag),
                        invite.from(),
                        contact.uri(),
                        invite.recordRoutes(),
                        0,
                        OptionalLong.of(invite.cseq().number())));
    }

    /**
     * The caller's side (§12.1.2), early or confirmed as the response says; the route set is reversed. A response without
     * Contact leaves the Request-URI as target. Empty for 100 and for a response without To tag.
     */
    public static Optional<Dialog> caller(SipRequest invite, SipResponse response) {
        if (response.status() == 100 || response.status() >= 300) {
            return Optional.empty();
        }
        return DialogId.of(response)
                .map(id -> new Dialog(
                        id,
                        response.isProvisional(),
                        invite.from(),
                        response.to(),
                        contactOr(response, invite.requestUri()),
                        response.recordRoutes().reversed(),
                        invite.cseq().number(),
                        OptionalLong.empty()));
    }

    private static SipUri contactOr(SipMessage message, SipUri otherwise) {
        return message.contacts().stream().findFirst().map(NameAddress::uri).orElse(otherwise);
    }

    /** The callee has sent its 2xx. */
    public Dialog confirmed() {
        return new Dialog(id, false, local, remote, remoteTarget, routeSet, localCSeq, remoteCSeq);
    }

    /** The caller has its 2xx: target and route set are those of the 2xx (§13.2.2.4). */
    public Dialog confirmed(SipResponse success) {
        return new Dialog(
                id,
                false,
                local,
                remote,
                contactOr(success, remoteTarget),
                success.recordRoutes().reversed(),
                localCSeq,
                remoteCSeq);
    }

    /** Our target refresh (re-INVITE, UPDATE) got a 2xx: its Contact is the new target, the route set stays (§12.2.1.2). */
    public Dialog refreshed(SipResponse success) {
        return withTarget(contactOr(success, remoteTarget));
    }

    /** As if {@code requests} more requests had been sent: after a take-over numbers must not be used twice. */
    public Dialog skipping(long requests) {
        return withLocalCSeq(localCSeq + requests);
    }

    /** The next request of ours (§12.2.1.1), without Via and Contact. ACK and CANCEL have no number of their own. */
    public Outgoing request(Method method) {
        if (method.equals(Method.ACK) || method.equals(Method.CANCEL)) {
            throw new IllegalArgumentException(method + " takes the number of its INVITE");
        }
        Dialog next = withLocalCSeq(localCSeq + 1);
        return new Outgoing(next, next.build(method, next.localCSeq));
    }

    /** The ACK to a 2xx (§13.2.2.4): the INVITE's number and credentials, this dialog's target and routes. */
    public RequestEdit ack(SipRequest invite) {
        RequestEdit ack = build(Method.ACK, invite.cseq().number());
        for (String credentials : List.of("Authorization", "Proxy-Authorization")) {
            invite.headers(credentials).forEach(value -> ack.add(credentials, value));
        }
        return ack;
    }

    private RequestEdit build(Method method, long number) {
        boolean strict = !routeSet.isEmpty() && !routeSet.getFirst().uri().looseRouting();
        RequestEdit request = SipRequest.create(method, strict ? strictRequestUri() : remoteTarget)
                .set("Max-Forwards", HOPS)
                .set("From", local.toString())
                .set("To", remote.toString())
                .set("Call-ID", id.callId())
                .set("CSeq", new CSeq(number, method).toString());
        for (NameAddress route : strict ? routeSet.subList(1, routeSet.size()) : routeSet) {
            request.add("Route", route.toString());
        }
        if (strict) {
            request.add("Route", NameAddress.of(remoteTarget).toString());
        }
        return request;
    }

    /** A first hop that routes strictly takes the Request-URI's place, without what may not stand there (§12.2.1.1). */
    private SipUri strictRequestUri() {
        SipUri first = routeSet.getFirst().uri();
        return new SipUri(
                first.secure(),
                first.user(),
                first.host(),
                first.port(),
                first.parameters().without("method"),
                Optional.empty());
    }

    /** Where our requests go first. */
    public SipUri nextHop() {
        return routeSet.isEmpty() ? remoteTarget : routeSet.getFirst().uri();
    }

    /**
     * A request of the peer. A retransmission never comes here, so a number that does not grow is out of order. ACK
     * repeats its INVITE's number and is always in order. A Contact in a target refresh is the new target.
     */
    public Incoming received(SipRequest request) {
        if (request.is(Method.ACK)) {
            return new Incoming.InOrder(this);
        }
        long number = request.cseq().number();
        if (remoteCSeq.isPresent() && number <= remoteCSeq.getAsLong()) {
            return new Incoming.OutOfOrder();
        }
        boolean refreshes = request.is(Method.INVITE) || request.is(Method.UPDATE);
        SipUri target = refreshes ? contactOr(request, remoteTarget) : remoteTarget;
        return new Incoming.InOrder(
                new Dialog(id, early, local, remote, target, routeSet, localCSeq, OptionalLong.of(number)));
    }

    private Dialog withLocalCSeq(long number) {
        return new Dialog(id, early, local, remote, remoteTarget, routeSet, number, remoteCSeq);
    }

    private Dialog withTarget(SipUri target) {
        return new Dialog(id, early, local, remote, target, routeSet, localCSeq, remoteCSeq);
    }
}
