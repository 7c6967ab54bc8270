package io.carillon.proxy.call;

import io.carillon.protocol.media.LegId;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.dialog.DialogId;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import io.carillon.proxy.signalling.Signalling;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a party may ask within an established dialog (RFC 3261 §12.2.2). Owned by the signalling loop. */
public final class DialogUse {
    private final Signalling signalling;
    private final InDialog dialog;
    private final LegId leg;
    private final Inbox inbox;
    private final Party party;
    private final Runnable changed;
    private boolean offered;
    private @Nullable ReliableAnswer unacknowledged;
    private boolean reofferOpen;

    /** The leg this dialog belongs to. */
    interface Party {
        /** The party's BYE; it is answered already. */
        void bye();

        /** The ACK of the INVITE that made the dialog. */
        void acknowledged();

        /** No ACK came for our 2xx to a re-INVITE. */
        void acknowledgementOverdue();
    }

    /**
     * @param offered whether our 2xx to the INVITE that made the dialog holds the offer
     * @param changed told when the dialog is no longer what its checkpoint says
     */
    DialogUse(
            Signalling signalling,
            InDialog dialog,
            LegId leg,
            Inbox inbox,
            Party party,
            boolean offered,
            Runnable changed) {
        this.signalling = signalling;
        this.dialog = dialog;
        this.leg = leg;
        this.inbox = inbox;
        this.party = party;
        this.offered = offered;
        this.changed = changed;
    }

    DialogId id() {
        return dialog.id();
    }

    void acknowledged(SipRequest ack) {
        if (unacknowledged != null && unacknowledged.answers(ack.cseq().number())) {
            unacknowledged.acknowledged();
            unacknowledged = null;
        } else {
            party.acknowledged();
        }
        if (offered && ack.body().length > 0) {
            offered = !inbox.offer(new CallEvent.AnswerInAck(leg, new String(ack.body(), StandardCharsets.UTF_8)));
        }
    }

    public void request(ServerTransaction transaction, SipRequest request) {
        if (!dialog.inOrder(request)) {
            // §12.2.2: a CSeq lower than the last one.
            respond(transaction, 500);
            return;
        }
        switch (request.method().name()) {
            case "BYE" -> {
                respond(transaction, 200);
                party.bye();
            }
            case "INVITE", "UPDATE" -> reoffer(transaction, request);
            case "OPTIONS", "INFO" -> respond(transaction, 200);
            case "REFER" -> respond(transaction, 603);
            case "NOTIFY", "SUBSCRIBE" -> respond(transaction, 489);
            default -> respond(transaction, 405);
        }
    }

    private void reoffer(ServerTransaction transaction, SipRequest request) {
        if (reofferOpen || unacknowledged != null) {
            // RFC 3261 §14.2: the last one is not settled yet.
            respond(transaction, 491);
            return;
        }
        Optional<String> sdp = request.body().length == 0
                ? Optional.empty()
                : Optional.of(new String(request.body(), StandardCharsets.UTF_8));
        reofferOpen = inbox.offer(new CallEvent.Reoffer(this, leg, transaction, sdp));
        if (!reofferOpen) {
            respond(transaction, 500);
        }
    }

    /** Any thread: what is to be said to a {@link CallEvent.Reoffer}; empty for an UPDATE that offers nothing. */
    void answer(ServerTransaction transaction, Optional<CallMedia.Outcome> outcome) {
        signalling.loop().execute(() -> {
            reofferOpen = false;
            if (outcome.isPresent() && outcome.get() instanceof CallMedia.Outcome.Refused(var refusal)) {
                respond(transaction, refusal.status());
                return;
            }
            Optional<String> sdp = outcome.map(agreed -> ((CallMedia.Outcome.Sdp) agreed).text());
            var response = dialog.response(transaction.request(), 200, sdp);
            if (transaction.request().is(Method.INVITE)) {
                offered = transaction.request().body().length == 0;
                unacknowledged =
                        new ReliableAnswer(signalling.loop(), transaction, response, party::acknowledgementOverdue);
            } else {
                transaction.respond(response);
            }
            changed.run();
        });
    }

    private void respond(ServerTransaction transaction, int status) {
        transaction.respond(dialog.response(transaction.request(), status, Optional.empty()));
    }
}
