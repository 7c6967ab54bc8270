package io.carillon.proxy.call;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.NameAddress;
import io.carillon.protocol.sip.RAck;
import io.carillon.protocol.sip.RequestEdit;
import io.carillon.protocol.sip.ResponseEdit;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.dialog.Dialog;
import io.carillon.protocol.sip.dialog.DialogId;
import io.carillon.protocol.sip.dialog.KeyPress;
import io.carillon.protocol.sip.dialog.ReferTo;
import io.carillon.protocol.sip.dialog.SessionTimer;
import io.carillon.protocol.sip.transaction.ClientTransaction;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.proxy.checkpoint.Checkpoint.LegState;
import io.carillon.proxy.checkpoint.Checkpoint.SessionState;
import io.carillon.proxy.signalling.Identity;
import io.carillon.proxy.signalling.Signalling;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One dialog and the way its requests take (RFC 3261 §12.2): to its next hop, or, for a party behind a NAT, on the flow
 * that reached us last. Owned by the signalling loop.
 */
final class InDialog {
    private final Signalling signalling;
    private final boolean natted;
    private final OurCredentials credentials;
    private final Runnable lost;
    private Flow flow;
    private Dialog dialog;
    private boolean takesUpdate;
    private OptionalLong receipts = OptionalLong.empty();

    /** Told on the loop what came back to a request of ours; of final answers the first one. */
    interface Answers {
        /** @param request as it was made, without our Via */
        void on(SipRequest request, ClientTransaction.Event event);
    }

    /**
     * @param credentials for a party that challenges requests within a dialog too
     * @param lost the other side does not answer, or does not know the dialog any more (§12.2.1.2)
     */
    InDialog(
            Signalling signalling,
            Flow flow,
            boolean natted,
            Dialog dialog,
            OurCredentials credentials,
            Runnable lost) {
        this.signalling = signalling;
        this.flow = flow;
        this.natted = natted;
        this.dialog = dialog;
        this.credentials = credentials;
        this.lost = lost;
    }

    DialogId id() {
        return dialog.id();
    }

    Dialog dialog() {
        return dialog;
    }

    /** Where the next request leaves: an open connection with the next hop's host is taken whatever port is named. */
    private Flow hop() {
        // A closed connection leads nowhere; what the party's Contact says may.
        if (natted && flow.open()) {
            return flow;
        }
        SipUri next = dialog.nextHop();
        return Reach.of(next)
                .filter(address -> !flow.joins(address.getAddress()))
                .map(address -> flow.listener().flowTo(address, next.transport()))
                .orElse(flow);
    }

    /** Our 2xx is out. */
    void confirm() {
        dialog = dialog.confirmed();
    }

    /** The party's 2xx is here: its target and routes are those that stay (§13.2.2.4). */
    void confirm(SipResponse success) {
        if (dialog.early()) {
            dialog = dialog.confirmed(success);
        }
    }

    /**
     * The receipt for a provisional response (RFC 3262 §4).
     *
     * @return false where it is a repetition, or another one is missing before it: then it counts as not received
     */
    boolean prack(RAck receipt) {
        if (receipts.isPresent() && receipt.number() != receipts.getAsLong() + 1) {
            return false;
        }
        receipts = OptionalLong.of(receipt.number());
        Dialog.Outgoing prack = dialog.request(Method.PRACK);
        dialog = prack.dialog();
        send(prack.request().set(RAck.HEADER, receipt.toString()), _ -> {});
        return true;
    }

    /** Tells the party of a key that the other one has pressed. */
    void press(KeyPress key) {
        Dialog.Outgoing info = dialog.request(Method.INFO);
        dialog = info.dialog();
        // A key that is refused is lost, as one is that nobody listens to.
        send(key.into(info.request()), _ -> {});
    }

    /** Tells a subscriber within this dialog (RFC 6665 §4.2.2) what a SIP fragment says (RFC 3420). */
    void notify(String event, String subscription, String fragment, ClientTransaction.Listener listener) {
        Dialog.Outgoing notify = dialog.request(Method.NOTIFY);
        dialog = notify.dialog();
        send(
                notify.request()
                        .set("Contact", signalling.identity().contact(flow))
                        .set("Event", event)
                        .set("Subscription-State", subscription)
                        .body("message/sipfrag;version=2.0", fragment),
                listener);
    }

    /** Asks the party to call somebody else (RFC 3515 §2.4.1). */
    void refer(SipUri target, ClientTransaction.Listener listener) {
        Dialog.Outgoing refer = dialog.request(Method.REFER);
        dialog = refer.dialog();
        send(
                refer.request()
                        .set("Contact", signalling.identity().contact(flow))
                        .set(ReferTo.HEADER, "<" + target + ">"),
                listener);
    }

    /** Asks whether the party still is there and knows the dialog (§11, §12.2). */
    void ask(ClientTransaction.Listener listener) {
        Dialog.Outgoing options = dialog.request(Method.OPTIONS);
        dialog = options.dialog();
        send(options.request(), listener);
    }

    private void send(RequestEdit request, ClientTransaction.Listener listener) {
        send(request.set("User-Agent", Identity.PRODUCT).build(), 0, (_, event) -> listener.on(event));
    }

    /** @param challenged how many challenges of this request have been answered */
    private void send(SipRequest request, int challenged, Answers answers) {
        var _ = new Sent(request, challenged, answers);
    }

    /** A request on its way, once. */
    private final class Sent {
        private final SipRequest request;
        private final int challenged;
        private final Answers answers;
        private final Flow way;
        private final ClientTransaction transaction;

        Sent(SipRequest request, int challenged, Answers answers) {
            this.request = request;
            this.challenged = challenged;
            this.answers = answers;
            this.way = hop();
            this.transaction = signalling.transactions().send(request, way, this::told);
        }

        private void told(ClientTransaction.Event event) {
            Optional<SipRequest> again = switch (event) {
                case ClientTransaction.Event.Final(SipResponse response) ->
                    credentials.answer(request, response, challenged);
                // It crossed the end of the party's connection: what the Contact says may lead further.
                case ClientTransaction.Event.TransportFailed _
                when !way.open() && !hop().equals(way) -> Optional.of(request);
                case ClientTransaction.Event.Provisional _,
                        ClientTransaction.Event.TimedOut _,
                        ClientTransaction.Event.TransportFailed _ -> Optional.empty();
            };
            again.ifPresentOrElse(
                    known -> send(numbered(known), challenged + 1, answers), () -> answers.on(request, event));
            if (event instanceof ClientTransaction.Event.Final && request.is(Method.INVITE)) {
                transaction.leave(acknowledging(signalling, dialog, hop()));
            }
        }
    }

    /**
     * What becomes of a re-INVITE's 2xx that comes once more: our ACK was lost, and the dialog lives on. It holds nothing of the
     * call.
     */
    private static ClientTransaction.Late acknowledging(Signalling signalling, Dialog dialog, Flow hop) {
        return (invite, _) ->
                signalling.transactions().sendAck(dialog.ack(invite).build(), hop);
    }

    /** With this dialog's next number, which others may have moved on since. */
    private SipRequest numbered(SipRequest request) {
        dialog = dialog.skipping(1);
        return request.edit()
                .set("CSeq", dialog.localCSeq() + " " + request.method())
                .build();
    }

    void lost() {
        lost.run();
    }

    /**
     * Whether the request's CSeq grows (§12.2.2); its Contact may be a new target. What its NAT had for a party may be
     * forgotten by the time it speaks again: we answer there from then on.
     */
    boolean inOrder(SipRequest request, Flow from) {
        return switch (dialog.received(request)) {
            case Dialog.Incoming.InOrder(Dialog next) -> {
                dialog = next;
                flow = natted ? from : flow;
                yield true;
            }
            case Dialog.Incoming.OutOfOrder() -> false;
        };
    }

    /** Notes what the party's Allow says, if it says anything (§20.5). */
    void learn(SipMessage message) {
        if (message.header("Allow").isPresent()) {
            takesUpdate = message.lists("Allow", Method.UPDATE.name());
        }
    }

    boolean takesUpdate() {
        return takesUpdate;
    }

    /** A re-INVITE or UPDATE of ours (§14.1, RFC 3311 §5.1); the 2xx's Contact is the new target. */
    void refresh(Method method, Optional<String> sdp, Optional<SessionTimer> session, Answers answers) {
        Dialog.Outgoing outgoing = dialog.request(method);
        dialog = outgoing.dialog();
        RequestEdit edit = outgoing.request()
                .set("Contact", signalling.identity().contact(flow))
                .set("Allow", Identity.ALLOW)
                .set("User-Agent", Identity.PRODUCT);
        session.ifPresent(timer -> timer.into(edit));
        sdp.ifPresent(text -> edit.body("application/sdp", text));
        SipRequest request = edit.build();
        send(request, 0, (sent, event) -> {
            if (event instanceof ClientTransaction.Event.Final(SipResponse response) && response.isSuccess()) {
                dialog = dialog.refreshed(response);
                learn(response);
            }
            answers.on(sent, event);
        });
    }

    void bye() {
        Dialog.Outgoing bye = dialog.request(Method.BYE);
        dialog = bye.dialog();
        // Whatever comes back, a BYE ends the dialog (§15.1.1).
        send(bye.request(), _ -> {});
    }

    /** What another proxy must know to go on in this dialog. */
    LegState state(Leg leg, boolean callIdOurs, Optional<SessionState> session) {
        return new LegState(
                leg.id().value(),
                leg.account().name(),
                dialog.id().callId(),
                callIdOurs,
                dialog.id().localTag(),
                dialog.id().remoteTag(),
                dialog.local().uri().toString(),
                dialog.remote().uri().toString(),
                dialog.localCSeq(),
                dialog.remoteCSeq().orElse(0),
                dialog.remoteTarget().toString(),
                dialog.routeSet().stream().map(NameAddress::toString).toList(),
                flow.protocol().name(),
                hop().remote().getAddress().getHostAddress() + " "
                        + hop().remote().getPort(),
                natted,
                takesUpdate,
                session);
    }

    /** The ACK to a 2xx, which no transaction carries (§13.2.2.4). */
    void acknowledge(SipRequest invite) {
        signalling.transactions().sendAck(dialog.ack(invite).build(), hop());
    }

    /** A response to the party's request, with what makes or keeps the dialog (§12.1.1). */
    SipResponse response(SipRequest request, int status, Optional<String> sdp) {
        return response(request, status, sdp, new SessionTimer.Answer.Without());
    }

    /** The same; a 2xx tells what the session's timer will be (RFC 4028 §9). */
    SipResponse response(SipRequest request, int status, Optional<String> sdp, SessionTimer.Answer session) {
        ResponseEdit response =
                request.response(status).toTag(dialog.id().localTag()).set("Server", Identity.PRODUCT);
        if (status > 100 && status < 300) {
            request.headers("Record-Route").forEach(route -> response.add("Record-Route", route));
            response.set("Contact", signalling.identity().contact(flow)).set("Allow", Identity.ALLOW);
        }
        if (status >= 200 && status < 300) {
            SessionTimer.into(response, session);
            response.add("Supported", Identity.SUPPORTED);
        }
        sdp.ifPresent(text -> response.body("application/sdp", text));
        return response.build();
    }
}
