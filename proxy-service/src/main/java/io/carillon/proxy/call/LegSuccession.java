package io.carillon.proxy.call;

import io.carillon.protocol.media.LegId;
import io.carillon.protocol.sip.SessionBody;
import io.carillon.protocol.sip.dialog.Dialog;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.signalling.Signalling;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The legs of one call when a party hands it over (RFC 5589) or takes another one's place (RFC 3891); media and record follow by
 * {@link Succession}. Owned by the signalling loop.
 */
final class LegSuccession {
    private final Signalling signalling;
    private final Dialogs dialogs;
    private final CallLegs legs;
    private final Inbox inbox;
    private final Call call;
    private final Consumer<Account> callerIs;

    /** @param callerIs told who the caller is from now on */
    LegSuccession(
            Signalling signalling, Dialogs dialogs, CallLegs legs, Inbox inbox, Call call, Consumer<Account> callerIs) {
        this.signalling = signalling;
        this.dialogs = dialogs;
        this.legs = legs;
        this.inbox = inbox;
        this.call = call;
        this.callerIs = callerIs;
    }

    void succeed(LegId successor, Optional<Referral> referral) {
        Optional<Leg> leaving = legs.caller();
        legs.succeed(successor).ifPresent(leg -> {
            callerIs.accept(leg.account());
            dismiss(leaving, referral);
        });
    }

    void retire(LegId leg, Optional<Referral> referral) {
        Optional<Leg> leaving = legs.callee(leg);
        leaving.ifPresent(legs::remove);
        dismiss(leaving, referral);
    }

    /** Who has handed its call over is told so, and leaves. */
    private static void dismiss(Optional<Leg> leaving, Optional<Referral> referral) {
        referral.ifPresentOrElse(
                Referral::done,
                () -> leaving.ifPresent(leg -> {
                    leg.leave();
                    leg.hangUp(200);
                }));
    }

    void handOver(AttendedTransfer transfer, Referral referral) {
        Optional<Leg> leaving =
                legs.find(transfer.party()).filter(leg -> leg.established().isPresent());
        boolean taken = leaving.isPresent()
                && dialogs.find(transfer.target().replaces().dialog())
                        .filter(replaced -> replaced.leg().owner() instanceof Call other
                                && other != call
                                && other.succession().adopt(leaving.get(), replaced.leg()))
                        .isPresent();
        if (!taken) {
            referral.refused(481);
            return;
        }
        leaving.ifPresent(legs::remove);
        legs.find(transfer.referrer()).ifPresent(legs::remove);
        referral.done();
        inbox.put(new CallEvent.HandedOver(transfer));
    }

    /** A connected party of another call takes the place of one of ours; false where that one is not up. */
    private boolean adopt(Leg newcomer, Leg replaced) {
        return take(newcomer, replaced, new Newcomer.Approach.Connected());
    }

    /**
     * A new caller takes the place of one of our parties (RFC 3891 §3).
     *
     * @return false where that one is not up
     */
    boolean replace(Leg replaced, Admission admission, Dialog dialog) {
        if (!legs.owns(replaced) || replaced.established().isEmpty()) {
            return false;
        }
        InboundLeg newcomer = new InboundLeg(
                signalling,
                dialogs,
                Bridge.CALLER,
                admission.transaction(),
                admission.caller(),
                dialog,
                call,
                () -> {});
        Optional<String> offer = SessionBody.description(admission.transaction().request());
        return take(newcomer, replaced, new Newcomer.Approach.Inviting(offer));
    }

    private boolean take(Leg newcomer, Leg replaced, Newcomer.Approach approach) {
        if (!legs.owns(replaced) || replaced.established().isEmpty()) {
            return false;
        }
        LegId gone = replaced.id();
        LegId there = new LegId("leg-" + signalling.transactions().identifiers().tag());
        newcomer.moveTo(call, there);
        if (legs.replace(replaced, newcomer)) {
            callerIs.accept(newcomer.account());
        }
        replaced.leave();
        replaced.hangUp(200);
        MediaParty media = MediaParty.of(newcomer.account(), newcomer.flow(), signalling.identity());
        inbox.put(new CallEvent.Replaced(
                gone, there, new Newcomer(newcomer.account(), newcomer.callId(), media, approach)));
        return true;
    }

    /** The answer, or the offer, for a new caller in the place of another party. */
    void accept(LegId newcomer, String sdp) {
        if (legs.find(newcomer).orElse(null) instanceof InboundLeg leg) {
            leg.on(new CallerLeg.Input.Accept(sdp));
        }
    }
}
