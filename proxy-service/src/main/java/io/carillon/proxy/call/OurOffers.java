package io.carillon.proxy.call;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SessionBody;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.dialog.SessionTimer;
import io.carillon.proxy.checkpoint.Checkpoint.SessionState;
import io.carillon.proxy.signalling.Signalling;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What we ask of a dialog's party by re-INVITE or UPDATE: that its media moves (RFC 3261 §14.1), and that its session lives on
 * (RFC 4028). Owned by the signalling loop.
 */
final class OurOffers implements SessionWatch.Keeper, Reoffering.Listener {
    private final Signalling signalling;
    private final DialogUse use;
    private final SessionWatch session;
    private final Reoffering reoffering;
    private @Nullable Owed owed;
    /** What the party bears, where that is longer than was agreed on; asked for ever longer ones it is obeyed once a refresh. */
    private Optional<SessionTimer> longer = Optional.empty();

    private record Owed(String sdp, boolean byUpdate) {}

    /** @param callIdOurs whether we made the Call-ID, which tells who waits longer after a glare (RFC 3261 §14.1) */
    OurOffers(Signalling signalling, DialogUse use, boolean callIdOurs) {
        this.signalling = signalling;
        this.use = use;
        this.session = new SessionWatch(signalling.loop(), this);
        this.reoffering = new Reoffering(signalling, use.dialog(), callIdOurs, this);
    }

    /** The dialog is confirmed, and this was agreed on for its session. */
    void begin(Optional<SessionTimer> timer) {
        session.refreshed(timer);
    }

    /** The party has offered, and was answered, before we were: what we wanted to ask again is settled. */
    void overtaken(Optional<SessionTimer> timer) {
        reoffering.giveUp();
        longer = Optional.empty();
        session.refreshed(timer);
    }

    /** Nothing more is sent or expected. */
    void end() {
        session.stop();
        reoffering.end();
    }

    /** Whether a request of ours waits for its answer: the party's must be refused with 491 (RFC 3261 §14.2). */
    boolean isOpen() {
        return reoffering.isOpen();
    }

    /** What another proxy must know to keep the session alive. */
    Optional<SessionState> state() {
        return session.state();
    }

    /** Any thread: the offer that a {@link CallEvent.OfferWanted} asked for; it may be dropped where the party is faster. */
    void refresh(String sdp) {
        signalling.loop().execute(() -> {
            if (session.isDue() && !use.isBusy()) {
                reoffering.ask(Method.INVITE, Optional.of(sdp));
            }
        });
    }

    /** An offer that must reach the party, after what is open now; a later one takes its place. */
    void make(String sdp, boolean byUpdate) {
        owed = new Owed(sdp, byUpdate);
        makeWhatIsOwed();
    }

    /** What had to wait may have its turn now. */
    void makeWhatIsOwed() {
        if (owed != null && !use.isBusy() && !reoffering.isAsking()) {
            Owed offer = owed;
            owed = null;
            Method method = offer.byUpdate() && use.dialog().takesUpdate() ? Method.UPDATE : Method.INVITE;
            reoffering.ask(method, Optional.of(offer.sdp()));
        }
    }

    @Override
    public void refreshDue() {
        if (reoffering.isAsking()) {
            // What is asked refreshes the session as well.
            return;
        }
        if (use.dialog().takesUpdate()) {
            reoffering.ask(Method.UPDATE, Optional.empty());
        } else {
            // Where the inbox stays full the session lapses: nobody reads it.
            var _ = leg().owner().offer(new CallEvent.OfferWanted(use, leg().id()));
        }
    }

    @Override
    public void lapsed() {
        leg().silent();
    }

    @Override
    public Optional<SessionTimer> session() {
        return longer.or(session::agreed);
    }

    @Override
    public boolean prolongs(SipResponse tooShort) {
        boolean first = longer.isEmpty();
        if (first) {
            longer = session.agreed().flatMap(timer -> timer.longer(tooShort));
        }
        return first && longer.isPresent();
    }

    @Override
    public void agreed(SipResponse success) {
        longer = Optional.empty();
        session.refreshed(SessionTimer.agreed(success));
        SessionBody.description(success)
                .ifPresent(sdp -> leg().owner().offer(new CallEvent.OfferAnswered(leg().id(), sdp)));
        leg().owner().dialogChanged();
        makeWhatIsOwed();
    }

    @Override
    public void refused(SipResponse response) {
        session.refused(response);
        var _ = leg().owner().offer(new CallEvent.OfferRefused(leg().id(), response.status()));
        makeWhatIsOwed();
    }

    @Override
    public void gone() {
        leg().silent();
    }

    private Leg leg() {
        return use.leg();
    }
}
