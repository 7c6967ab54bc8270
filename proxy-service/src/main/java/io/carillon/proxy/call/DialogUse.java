package io.carillon.proxy.call;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SessionBody;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.dialog.DialogId;
import io.carillon.protocol.sip.dialog.KeyPress;
import io.carillon.protocol.sip.dialog.SessionTimer;
import io.carillon.protocol.sip.transaction.ReliableAnswer;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import io.carillon.proxy.checkpoint.Checkpoint.LegState;
import io.carillon.proxy.signalling.Identity;
import io.carillon.proxy.signalling.Signalling;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A dialog and what its party may ask of us in it (RFC 3261 §12.2.2); what we ask is done by {@link OurOffers} and
 * {@link Referring}. What its leg's call must know goes to whoever owns the leg. Owned by the signalling loop.
 */
public final class DialogUse {
    /** RFC 3261 §14.2, RFC 3311 §5.2: by chance 0 to 10 s. */
    private static final int MOST_SECONDS_TO_WAIT = 10;

    private final Signalling signalling;
    private final InDialog dialog;
    private final Leg leg;
    private final boolean callIdOurs;
    private final OurOffers offers;
    private final Referring referring;
    private boolean offered;
    private @Nullable ReliableAnswer unacknowledged;
    /** The party's request that waits for our plan's answer. */
    private @Nullable ServerTransaction reoffer;

    /**
     * @param leg whose dialog it is
     * @param callIdOurs whether we made the Call-ID, which tells who waits longer after a glare (RFC 3261 §14.1)
     * @param offered whether our answer to the INVITE that makes the dialog holds the offer
     */
    DialogUse(Signalling signalling, InDialog dialog, Leg leg, boolean callIdOurs, boolean offered) {
        this.signalling = signalling;
        this.dialog = dialog;
        this.leg = leg;
        this.callIdOurs = callIdOurs;
        this.offered = offered;
        this.offers = new OurOffers(signalling, this, callIdOurs);
        this.referring = new Referring(signalling, dialog, leg);
    }

    /** The call or whoever else the dialog's leg belongs to at present. */
    Leg leg() {
        return leg;
    }

    InDialog dialog() {
        return dialog;
    }

    /** What we ask of the party for its session and its media. */
    OurOffers offers() {
        return offers;
    }

    /** What is asked of each other by REFER. */
    Referring referring() {
        return referring;
    }

    DialogId id() {
        return dialog.id();
    }

    /** What another proxy must know to go on. */
    LegState state() {
        return dialog.state(leg, callIdOurs, offers.state());
    }

    /** Nothing more is sent or expected. */
    void ended() {
        if (reoffer != null) {
            // §15.1.2: nobody answers it any more.
            respond(reoffer, 487);
            reoffer = null;
        }
        if (unacknowledged != null) {
            // An ACK would find no dialog any more.
            unacknowledged.stop();
            unacknowledged = null;
        }
        offers.end();
    }

    void acknowledged(SipRequest ack) {
        if (unacknowledged != null && unacknowledged.answers(ack.cseq().number())) {
            unacknowledged.stop();
            unacknowledged = null;
        } else {
            leg.acknowledged();
        }
        answered(ack);
        offers.makeWhatIsOwed();
    }

    /** The answer to an offer of ours, where there is one. */
    private void answered(SipRequest message) {
        if (offered) {
            SessionBody.description(message)
                    .ifPresent(sdp -> offered = !leg.owner().offer(new CallEvent.OfferAnswered(leg.id(), sdp)));
        }
    }

    public void request(ServerTransaction transaction, SipRequest request) {
        if (!dialog.inOrder(request, transaction.flow())) {
            // §12.2.2: a CSeq lower than the last one.
            respond(transaction, 500);
            return;
        }
        List<String> required = Identity.SERVER.notUnderstood(request);
        if (!required.isEmpty()) {
            transaction.respond(dialog.response(request, 420, Optional.empty())
                    .edit()
                    .set("Unsupported", String.join(", ", required))
                    .build());
            return;
        }
        switch (request.method().name()) {
            case "BYE" -> {
                respond(transaction, 200);
                leg.farewell(request);
                leg.bye(this);
            }
            case "INVITE", "UPDATE" -> refreshed(transaction, request);
            case "PRACK" -> pracked(transaction, request);
            case "REFER" -> referring.referred(transaction, request);
            case "INFO" -> told(transaction, request);
            case "OPTIONS" -> respond(transaction, 200);
            case "NOTIFY" -> referring.notified(transaction, request);
            case "SUBSCRIBE" -> respond(transaction, 489);
            default -> respond(transaction, 405);
        }
    }

    /** RFC 3262 §3; a body is the answer to an offer of ours, or a new offer. */
    private void pracked(ServerTransaction transaction, SipRequest prack) {
        if (!leg.pracked(prack)) {
            respond(transaction, 481);
        } else if (prack.body().length > 0 && !offered) {
            reoffer(transaction, prack);
        } else {
            answered(prack);
            respond(transaction, 200);
        }
    }

    /** A key, or a sign of life; of any other body we know nothing (RFC 6086 §4.2.2 for those without an Info-Package). */
    private void told(ServerTransaction transaction, SipRequest info) {
        if (info.body().length == 0) {
            respond(transaction, 200);
        } else if (!KeyPress.isToldBy(info)) {
            respond(transaction, 415);
        } else {
            Optional<KeyPress> key = KeyPress.of(info);
            boolean taken = key.isPresent() && leg.owner().offer(new CallEvent.KeyPressed(leg.id(), key.get(), false));
            respond(transaction, taken ? 200 : key.isPresent() ? 500 : 400);
        }
    }

    private void refreshed(ServerTransaction transaction, SipRequest request) {
        dialog.learn(request);
        switch (SessionTimer.answer(request, leg.account().sessions())) {
            case SessionTimer.Answer.TooShort tooShort ->
                transaction.respond(
                        tooShort.refuse(request).toTag(dialog.id().localTag()).build());
            case SessionTimer.Answer.Malformed _ -> respond(transaction, 400);
            case SessionTimer.Answer.With _, SessionTimer.Answer.Without() -> reoffer(transaction, request);
        }
    }

    private void reoffer(ServerTransaction transaction, SipRequest request) {
        OptionalInt untimely = untimely(request);
        if (untimely.isPresent()) {
            refuse(transaction, untimely.getAsInt());
            return;
        }
        if (SessionBody.of(request) instanceof SessionBody.NotUnderstood unread) {
            transaction.respond(
                    unread.refuse(request).toTag(dialog.id().localTag()).build());
            return;
        }
        Optional<String> sdp = SessionBody.description(request);
        if (leg.owner().offer(new CallEvent.Reoffer(this, leg.id(), transaction, sdp))) {
            reoffer = transaction;
        } else {
            respond(transaction, 500);
        }
    }

    /**
     * RFC 3261 §14.2, RFC 3311 §5.2: 500 while a request or an offer of theirs has no answer yet, 491 while one of ours has
     * none. An UPDATE that offers nothing meets nothing.
     */
    private OptionalInt untimely(SipRequest request) {
        if (reoffer != null) {
            return OptionalInt.of(500);
        }
        if (!request.is(Method.INVITE) && request.body().length == 0) {
            return OptionalInt.empty();
        }
        boolean ours = unacknowledged != null || offers.isOpen() || (offered && request.is(Method.UPDATE));
        return ours ? OptionalInt.of(491) : leg.untimely(request.method(), id().remoteTag());
    }

    private void refuse(ServerTransaction transaction, int status) {
        SipResponse refusal = dialog.response(transaction.request(), status, Optional.empty());
        String wait = Integer.toString(signalling.transactions().identifiers().below(MOST_SECONDS_TO_WAIT + 1));
        transaction.respond(
                status == 500 ? refusal.edit().set("Retry-After", wait).build() : refusal);
    }

    /** Any thread: what is to be said to a {@link CallEvent.Reoffer}; empty for an UPDATE that offers nothing. */
    void answer(ServerTransaction transaction, Optional<CallMedia.Outcome> outcome) {
        signalling.loop().execute(() -> {
            if (!transaction.equals(reoffer)) {
                // The dialog has ended meanwhile, and so has this.
                return;
            }
            reoffer = null;
            if (outcome.isPresent() && outcome.get() instanceof CallMedia.Outcome.Refused(var refusal)) {
                respond(transaction, refusal.status());
            } else {
                accept(transaction, outcome.map(agreed -> ((CallMedia.Outcome.Sdp) agreed).text()));
            }
            offers.makeWhatIsOwed();
        });
    }

    private void accept(ServerTransaction transaction, Optional<String> sdp) {
        SipRequest request = transaction.request();
        SessionTimer.Answer timer = SessionTimer.answer(request, leg.account().sessions());
        SipResponse response = dialog.response(request, 200, sdp, timer);
        if (request.is(Method.INVITE)) {
            offered = SessionBody.description(request).isEmpty();
            unacknowledged = new ReliableAnswer(signalling.loop(), transaction, response, leg::silent);
        } else {
            transaction.respond(response);
            SessionBody.description(request)
                    .filter(_ -> sdp.isPresent())
                    .ifPresent(said -> leg.redescribed(id().remoteTag(), said));
        }
        offers.overtaken(timer.timer());
        leg.owner().dialogChanged();
    }

    /** Whether the party waits for us, or we for its ACK: an offer of ours must wait. */
    boolean isBusy() {
        return reoffer != null || unacknowledged != null || !leg.isConfirmed();
    }

    private void respond(ServerTransaction transaction, int status) {
        transaction.respond(dialog.response(transaction.request(), status, Optional.empty()));
    }
}
