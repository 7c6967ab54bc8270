package io.carillon.proxy.call;

import io.carillon.protocol.media.LegId;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.dialog.DialogId;
import io.carillon.protocol.sip.dialog.SessionTimer;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import io.carillon.proxy.signalling.Signalling;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the two ends of an established dialog may ask of each other: the party of us (RFC 3261 §12.2.2), and we of the
 * party to keep the session alive (RFC 4028). Owned by the signalling loop.
 */
public final class DialogUse {
    private final Signalling signalling;
    private final InDialog dialog;
    private final Side side;
    private final Inbox inbox;
    private final Runnable changed;
    private final SessionWatch session;
    private final Reoffering reoffering;
    private boolean offered;
    private @Nullable ReliableAnswer unacknowledged;
    private boolean reofferOpen;

    /** The leg this dialog belongs to. */
    interface Party {
        /** The party's BYE; it is answered already. */
        void bye();

        /** The ACK of the INVITE that made the dialog. */
        void acknowledged();

        /** What the party owes has not come: the ACK of our 2xx to a re-INVITE, an answer, or a refresh of the session. */
        void silent();
    }

    /**
     * Whose dialog it is.
     *
     * @param callIdOurs whether we made the Call-ID, which tells who waits longer after a glare (RFC 3261 §14.1)
     * @param sessions what we agree to of session timers
     */
    record Side(LegId leg, boolean callIdOurs, SessionTimer.Policy sessions, Party party) {}

    /**
     * @param offered whether our 2xx to the INVITE that made the dialog holds the offer
     * @param changed told when the dialog is no longer what its checkpoint says
     */
    DialogUse(Signalling signalling, InDialog dialog, Side side, Inbox inbox, boolean offered, Runnable changed) {
        this.signalling = signalling;
        this.dialog = dialog;
        this.side = side;
        this.inbox = inbox;
        this.offered = offered;
        this.changed = changed;
        Refreshing refreshing = new Refreshing();
        this.session = new SessionWatch(signalling.loop(), refreshing);
        this.reoffering = new Reoffering(signalling, dialog, side.callIdOurs(), refreshing);
    }

    DialogId id() {
        return dialog.id();
    }

    /** The dialog is confirmed, and this was agreed on for its session. */
    void begin(Optional<SessionTimer> timer) {
        session.refreshed(timer);
    }

    /** Nothing more is sent or expected. */
    void ended() {
        session.stop();
        reoffering.end();
    }

    void acknowledged(SipRequest ack) {
        if (unacknowledged != null && unacknowledged.answers(ack.cseq().number())) {
            unacknowledged.acknowledged();
            unacknowledged = null;
        } else {
            side.party().acknowledged();
        }
        if (offered && ack.body().length > 0) {
            offered = !inbox.offer(new CallEvent.OfferAnswered(side.leg(), text(ack.body())));
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
                side.party().bye();
            }
            case "INVITE", "UPDATE" -> refreshed(transaction, request);
            case "OPTIONS", "INFO" -> respond(transaction, 200);
            case "REFER" -> respond(transaction, 603);
            case "NOTIFY", "SUBSCRIBE" -> respond(transaction, 489);
            default -> respond(transaction, 405);
        }
    }

    private void refreshed(ServerTransaction transaction, SipRequest request) {
        dialog.learn(request);
        switch (SessionTimer.answer(request, side.sessions())) {
            case SessionTimer.Answer.TooShort tooShort ->
                transaction.respond(
                        tooShort.refuse(request).toTag(dialog.id().localTag()).build());
            case SessionTimer.Answer.Malformed _ -> respond(transaction, 400);
            case SessionTimer.Answer.With _, SessionTimer.Answer.Without() -> reoffer(transaction, request);
        }
    }

    private void reoffer(ServerTransaction transaction, SipRequest request) {
        if (reofferOpen || unacknowledged != null || reoffering.isOpen()) {
            // RFC 3261 §14.2: the last one, theirs or ours, is not settled yet.
            respond(transaction, 491);
            return;
        }
        Optional<String> sdp = request.body().length == 0 ? Optional.empty() : Optional.of(text(request.body()));
        reofferOpen = inbox.offer(new CallEvent.Reoffer(this, side.leg(), transaction, sdp));
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
            accept(transaction, outcome.map(agreed -> ((CallMedia.Outcome.Sdp) agreed).text()));
        });
    }

    private void accept(ServerTransaction transaction, Optional<String> sdp) {
        SipRequest request = transaction.request();
        SessionTimer.Answer timer = SessionTimer.answer(request, side.sessions());
        SipResponse response = dialog.response(request, 200, sdp, timer);
        if (request.is(Method.INVITE)) {
            offered = request.body().length == 0;
            unacknowledged = new ReliableAnswer(signalling.loop(), transaction, response, side.party()::silent);
        } else {
            transaction.respond(response);
        }
        reoffering.giveUp();
        session.refreshed(timer.timer());
        changed.run();
    }

    /** Any thread: the offer that a {@link CallEvent.OfferWanted} asked for. */
    void offer(String sdp) {
        signalling.loop().execute(() -> {
            if (!reofferOpen && unacknowledged == null) {
                reoffering.ask(Method.INVITE, Optional.of(sdp));
            }
        });
    }

    private void respond(ServerTransaction transaction, int status) {
        transaction.respond(dialog.response(transaction.request(), status, Optional.empty()));
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Our own part in keeping the session alive. */
    private final class Refreshing implements SessionWatch.Keeper, Reoffering.Listener {
        /** A party that asks for ever longer intervals is obeyed once a refresh. */
        private boolean prolonged;

        @Override
        public void refreshDue() {
            if (dialog.takesUpdate()) {
                reoffering.ask(Method.UPDATE, Optional.empty());
            } else {
                // Where the inbox is full the session lapses: nobody reads it.
                var _ = inbox.offer(new CallEvent.OfferWanted(DialogUse.this, side.leg()));
            }
        }

        @Override
        public void lapsed() {
            side.party().silent();
        }

        @Override
        public Optional<SessionTimer> session() {
            return session.agreed();
        }

        @Override
        public void agreed(SipResponse success) {
            prolonged = false;
            session.refreshed(SessionTimer.agreed(success));
            if (success.body().length > 0) {
                var _ = inbox.offer(new CallEvent.OfferAnswered(side.leg(), text(success.body())));
            }
            changed.run();
        }

        @Override
        public void refused(SipResponse response) {
            if (response.status() == 422 && !prolonged) {
                prolonged = true;
                session.agreed().flatMap(timer -> timer.longer(response)).ifPresent(longer -> {
                    session.refreshed(Optional.of(longer));
                    refreshDue();
                });
            }
        }

        @Override
        public void gone() {
            side.party().silent();
        }
    }
}
