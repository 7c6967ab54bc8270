package io.carillon.testkit.phone;

import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.NameAddress;
import io.carillon.protocol.sip.RequestEdit;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.SipUri;
import java.net.InetSocketAddress;
import java.util.List;

/** A phone's own view of a dialog (RFC 3261 §12). State belongs to the phone's watch. */
final class PhoneDialog {

    private static final int DEFAULT_PORT = 5060;

    private final String callId;
    private final NameAddress local;
    private final NameAddress remote;
    private final List<NameAddress> routes;
    private SipUri target;
    private long localSequence;
    private long remoteSequence;

    private PhoneDialog(
            String callId,
            NameAddress local,
            NameAddress remote,
            List<NameAddress> routes,
            SipUri target,
            long localSequence,
            long remoteSequence) {
        this.callId = callId;
        this.local = local;
        this.remote = remote;
        this.routes = routes;
        this.target = target;
        this.localSequence = localSequence;
        this.remoteSequence = remoteSequence;
    }

    /** §12.1.2: the caller takes the recorded routes in reverse. */
    static PhoneDialog ofCaller(SipRequest invite, SipResponse response) {
        return new PhoneDialog(
                invite.callId(),
                response.from(),
                response.to(),
                response.recordRoutes().reversed(),
                contactOf(response, invite.requestUri()),
                invite.cseq().number(),
                -1);
    }

    /** §12.1.1: the callee takes them as they are. */
    static PhoneDialog ofCallee(SipRequest invite, String localTag) {
        return new PhoneDialog(
                invite.callId(),
                invite.to().withTag(localTag),
                invite.from(),
                invite.recordRoutes(),
                contactOf(invite, invite.from().uri()),
                0,
                invite.cseq().number());
    }

    /** §12.2.1.1. */
    RequestEdit next(Method method) {
        localSequence++;
        return request(method, localSequence);
    }

    /** The ACK of a 2xx is a request of its own with the INVITE's number (§13.2.2.4). */
    RequestEdit ack(long inviteSequence) {
        return request(Method.ACK, inviteSequence);
    }

    /** §12.2.2: false for a number that goes back, which is answered 500. */
    boolean accepts(SipRequest request) {
        long number = request.cseq().number();
        boolean ascending = number > remoteSequence || request.is(Method.ACK) || request.is(Method.CANCEL);
        remoteSequence = Math.max(remoteSequence, number);
        return ascending;
    }

    /** A re-INVITE or its answer names a new target (§12.2). */
    void refreshTarget(SipMessage message) {
        target = contactOf(message, target);
    }

    /** Where requests go: the first route, or the target. */
    InetSocketAddress nextHop() {
        SipUri hop = routes.isEmpty() ? target : routes.getFirst().uri();
        return new InetSocketAddress(
                HostPort.addressOf(hop.host()).orElseThrow(), hop.port().orElse(DEFAULT_PORT));
    }

    /** RFC 3891 §6.1: its receiver's own tag is the to-tag. */
    String replaces() {
        return callId + ";to-tag=" + remote.tag().orElseThrow() + ";from-tag="
                + local.tag().orElseThrow();
    }

    NameAddress remote() {
        return remote;
    }

    private RequestEdit request(Method method, long sequence) {
        RequestEdit request = SipRequest.create(method, target)
                .set("From", local.toString())
                .set("To", remote.toString())
                .set("Call-ID", callId)
                .set("CSeq", sequence + " " + method);
        routes.forEach(route -> request.add("Route", route.toString()));
        return request;
    }

    private static SipUri contactOf(SipMessage message, SipUri otherwise) {
        return message.contacts().stream().findFirst().map(NameAddress::uri).orElse(otherwise);
    }
}
