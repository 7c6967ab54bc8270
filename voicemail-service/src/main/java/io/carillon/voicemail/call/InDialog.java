package io.carillon.voicemail.call;

import io.carillon.protocol.sip.HostPort;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.RequestEdit;
import io.carillon.protocol.sip.ResponseEdit;
import io.carillon.protocol.sip.SipMessage;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.dialog.Dialog;
import io.carillon.protocol.sip.dialog.DialogId;
import io.carillon.protocol.sip.dialog.SessionTimer;
import io.carillon.protocol.sip.transaction.ClientTransaction;
import io.carillon.protocol.sip.transaction.TransactionLayer;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.protocol.sip.voicemail.VoicemailResult;
import java.net.InetSocketAddress;
import java.util.Optional;

/** One dialog, and the way its requests and responses take (RFC 3261 §12). Owned by the signalling loop. */
final class InDialog {
    /** RFC 3261 §14.2, RFC 3311 §5.2: by chance 0 to 10 s. */
    private static final int MOST_SECONDS_TO_WAIT = 10;

    private final TransactionLayer transactions;
    private final Flow flow;
    private Dialog dialog;
    private boolean takesUpdate;

    InDialog(TransactionLayer transactions, Flow flow, Dialog dialog) {
        this.transactions = transactions;
        this.flow = flow;
        this.dialog = dialog;
    }

    DialogId id() {
        return dialog.id();
    }

    void confirm() {
        dialog = dialog.confirmed();
    }

    /** Whether the request's CSeq grows (§12.2.2); its Contact may be a new target. */
    boolean inOrder(SipRequest request) {
        return switch (dialog.received(request)) {
            case Dialog.Incoming.InOrder(Dialog next) -> {
                dialog = next;
                yield true;
            }
            case Dialog.Incoming.OutOfOrder() -> false;
        };
    }

    /** Notes what the other side's Allow says, if it says anything (§20.5). */
    void learn(SipMessage message) {
        if (message.header("Allow").isPresent()) {
            takesUpdate = message.lists("Allow", Method.UPDATE.name());
        }
    }

    /** How the session can be refreshed. */
    Method refreshes() {
        return takesUpdate ? Method.UPDATE : Method.INVITE;
    }

    /** Where our requests go: names are not resolved, and who is named by one is where it called from. */
    private Flow hop() {
        SipUri next = dialog.nextHop();
        return HostPort.addressOf(next.host())
                .map(address -> flow.listener()
                        .flowTo(new InetSocketAddress(address, next.port().orElse(HostPort.DEFAULT_PORT))))
                .orElse(flow);
    }

    void bye(VoicemailResult result) {
        Dialog.Outgoing bye = dialog.request(Method.BYE);
        dialog = bye.dialog();
        // Whatever comes back, a BYE ends the dialog (§15.1.1).
        send(result.into(bye.request()), _ -> {});
    }

    /** Refreshes the session (RFC 4028 §7.4); a re-INVITE describes it as it is. Returns the request, for its ACK. */
    SipRequest refresh(SessionTimer timer, String sdp, ClientTransaction.Listener listener) {
        Method method = refreshes();
        Dialog.Outgoing refresh = dialog.request(method);
        dialog = refresh.dialog();
        RequestEdit request =
                refresh.request().set("Contact", Identity.contact(flow)).set("Allow", Identity.ALLOW);
        timer.into(request);
        if (method.equals(Method.INVITE)) {
            request.body("application/sdp", sdp);
        }
        return send(request, listener);
    }

    private SipRequest send(RequestEdit request, ClientTransaction.Listener listener) {
        SipRequest built = request.set("User-Agent", Identity.PRODUCT).build();
        transactions.send(built, hop(), listener);
        return built;
    }

    /** Our refresh was taken. */
    void refreshed(SipResponse success) {
        dialog = dialog.refreshed(success);
        learn(success);
    }

    /** The ACK to a 2xx, which no transaction carries (§13.2.2.4). */
    void acknowledge(SipRequest invite) {
        transactions.sendAck(dialog.ack(invite).build(), hop());
    }

    SipResponse response(SipRequest request, int status) {
        return edit(request, status).build();
    }

    /** To one that comes before we have answered their last one (§14.2, RFC 3311 §5.2): they are to ask again. */
    SipResponse notYet(SipRequest request) {
        int seconds = transactions.identifiers().below(MOST_SECONDS_TO_WAIT + 1);
        return edit(request, 500).set("Retry-After", Integer.toString(seconds)).build();
    }

    /** A 2xx that makes or keeps the dialog (§12.1.1), and tells what the session's timer is (RFC 4028 §9). */
    SipResponse success(SipRequest request, Optional<String> sdp, SessionTimer.Answer session) {
        ResponseEdit response = edit(request, 200)
                .set("Contact", Identity.contact(flow))
                .set("Allow", Identity.ALLOW)
                .set("Supported", Identity.SUPPORTED);
        request.headers("Record-Route").forEach(route -> response.add("Record-Route", route));
        SessionTimer.into(response, session);
        sdp.ifPresent(text -> response.body("application/sdp", text));
        return response.build();
    }

    private ResponseEdit edit(SipRequest request, int status) {
        return request.response(status).toTag(dialog.id().localTag()).set("Server", Identity.PRODUCT);
    }
}
