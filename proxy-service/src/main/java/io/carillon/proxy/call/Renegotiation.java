package io.carillon.proxy.call;

import io.carillon.protocol.media.LegId;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.Printable;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.proxy.account.Account;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * What is agreed on anew while a call is up: what a party offers (a hold, RFC 3264 §8.4), and what we offer so that media
 * goes past the relay and comes back to it (directmedia). Straight-line code on the call's virtual thread.
 */
final class Renegotiation {
    private static final Logger LOG = Logger.getLogger(Renegotiation.class);

    /** Another phone has answered, and this one's dialog ends as soon as it hears of that. */
    private static final CallMedia.Outcome LOST =
            new CallMedia.Outcome.Refused(new CallMedia.Refusal(481, "the leg takes no part in the call"));

    private final CallCommands call;
    private final CallMedia media;
    private final Parties parties;
    private final Runnable changed;
    /** Parties of other calls that have been offered a place in this one. */
    private final Set<LegId> arriving = new HashSet<>();
    /** An offer that the other side is asked about; another one, by then, is taken or refused as it is. */
    private Optional<Waiting> waiting = Optional.empty();

    /** @param asked whose answer it waits for */
    private record Waiting(CallEvent.Reoffer event, LegId asked) {}

    /** @param changed a checkpoint says something else of the media by now */
    Renegotiation(CallCommands call, CallMedia media, Parties parties, Runnable changed) {
        this.call = call;
        this.media = media;
        this.parties = parties;
        this.changed = changed;
    }

    void on(CallEvent.Reoffer event) {
        if (!media.has(event.leg())) {
            event.dialog().answer(event.transaction(), Optional.of(LOST));
            return;
        }
        if (event.sdp().isPresent()) {
            // A hold, or something else that is new: both come back to the relay, and this one by our answer.
            comeBack(Optional.of(event.leg()));
        }
        Optional<CallMedia.Outcome> answer = answer(event);
        if (!media.isCallerAgreed()) {
            answer(event, answer.map(Renegotiation::ofEarly));
        } else if (!isAskedOfTheOther(event, answer)) {
            answer(event, answer);
        }
        changed.run();
    }

    /** What the other side does not have it might have once it can be asked (RFC 3311 §5.2: not now, that is 504). */
    private static CallMedia.Outcome ofEarly(CallMedia.Outcome answer) {
        return answer instanceof CallMedia.Outcome.Refused(CallMedia.Refusal(int status, String why)) && status == 488
                ? new CallMedia.Outcome.Refused(new CallMedia.Refusal(504, why))
                : answer;
    }

    /** Empty where nothing is offered and nothing asked for: an UPDATE that only shows that its sender is there. */
    private Optional<CallMedia.Outcome> answer(CallEvent.Reoffer event) {
        SipRequest request = event.transaction().request();
        return event.sdp()
                .map(text -> media.reoffered(event.leg(), text))
                .or(() -> request.is(Method.INVITE) ? Optional.of(media.offerAgain(event.leg())) : Optional.empty());
    }

    /** Says it, and lets the other side follow where it had more than is left. */
    private void answer(CallEvent.Reoffer event, Optional<CallMedia.Outcome> answer) {
        event.dialog().answer(event.transaction(), answer);
        if (event.sdp().isPresent() && answer.orElse(null) instanceof CallMedia.Outcome.Sdp) {
            media.holdOrResume(event.leg());
            if (isAsked(event.leg())) {
                // It was faster than our offer, which is given up (RFC 3261 §14.1): what it says serves as well.
                settle(event.leg());
            } else {
                follow(event.leg());
            }
        }
    }

    private void follow(LegId leg) {
        media.bridge()
                .otherSide(leg)
                .ifPresent(other -> media.following(leg, other).ifPresent(sdp -> call.offer(other, sdp, false)));
    }

    private boolean isAsked(LegId leg) {
        return waiting.filter(open -> open.asked().equals(leg)).isPresent();
    }

    /** Nothing is transcoded: where the other side has nothing of what is offered, it may have it when it is asked. */
    private boolean isAskedOfTheOther(CallEvent.Reoffer event, Optional<CallMedia.Outcome> answer) {
        boolean differs =
                answer.orElse(null) instanceof CallMedia.Outcome.Refused(var refusal) && refusal.status() == 488;
        Optional<LegId> other = media.bridge().otherSide(event.leg());
        if (!differs || waiting.isPresent() || event.sdp().isEmpty() || other.isEmpty()) {
            return false;
        }
        if (!(media.askedFor(event.leg(), event.sdp().get(), other.get())
                instanceof CallMedia.Outcome.Sdp(String sdp))) {
            return false;
        }
        waiting = Optional.of(new Waiting(event, other.get()));
        call.offer(other.get(), sdp, false);
        return true;
    }

    /** The other side has said what it has, or never will: now the one who asked can be answered. */
    void settle(LegId asked) {
        waiting.filter(open -> open.asked().equals(asked)).ifPresent(open -> {
            waiting = Optional.empty();
            answer(open.event(), Optional.of(media.answerAfterAll(open.event().leg())));
        });
    }

    /** Nobody is on the other side any more: who waits for it is answered without. */
    void alone() {
        waiting.ifPresent(open -> settle(open.asked()));
    }

    void on(CallEvent.OfferWanted event) {
        if (media.offerAgain(event.leg()) instanceof CallMedia.Outcome.Sdp(String sdp)) {
            event.dialog().offers().refresh(sdp);
        }
    }

    void on(CallEvent.OfferAnswered event) {
        arriving.remove(event.leg());
        if (media.answered(event.leg(), event.sdp()) instanceof CallMedia.Outcome.Refused(CallMedia.Refusal refusal)) {
            LOG.warnf("The answer to our offer cannot be used: %s", Printable.line(refusal.why()));
        }
        settle(event.leg());
        changed.run();
    }

    void on(CallEvent.OfferRefused event) {
        LegId leg = event.leg();
        settle(leg);
        if (arriving.remove(leg)) {
            LOG.warnf("%s does not take the call over: %d", parties.of(leg).name(), event.status());
            call.drop(leg, event.status());
        } else {
            comeBack(Optional.of(leg));
        }
    }

    /** A party of another call is offered a place in this one; if it refuses, it is dropped. */
    void offerPlace(LegId newcomer, String sdp) {
        arriving.add(newcomer);
        call.offer(newcomer, sdp, false);
    }

    /** The two who talk send to each other, where their accounts and their networks allow it (directmedia). */
    void goDirect() {
        Optional<LegId> other = media.bridge().joined();
        if (other.isPresent()
                && mayGoDirect(parties.of(media.bridge().caller()), parties.of(other.get()))
                && media.nobodyIsBeyondNat()) {
            media.direct().begin().ifPresent(this::offer);
            changed.run();
        }
    }

    private static boolean mayGoDirect(Account one, Account other) {
        return one.media().direct()
                && other.media().direct()
                && one.symmetricMedia() != Account.Nat.YES
                && other.symmetricMedia() != Account.Nat.YES
                && one.media().keysByInfo() == other.media().keysByInfo();
    }

    /** Nobody sends past the relay any more; this leg needs no offer for that. */
    void comeBack(Optional<LegId> spared) {
        if (media.direct().isOn()) {
            offer(media.comeBack(spared));
            changed.run();
        }
    }

    private void offer(Map<LegId, String> offers) {
        offers.forEach(
                (leg, sdp) -> call.offer(leg, sdp, parties.of(leg).media().directByUpdate()));
    }
}
