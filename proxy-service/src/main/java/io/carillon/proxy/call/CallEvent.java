package io.carillon.proxy.call;

import io.carillon.protocol.media.LegId;
import io.carillon.protocol.media.MediaEvent;
import io.carillon.protocol.media.PlaybackId;
import io.carillon.protocol.sip.dialog.KeyPress;
import io.carillon.protocol.sip.dialog.ReferTo;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import io.carillon.protocol.sip.voicemail.VoicemailResult;
import java.util.Optional;

/** What the signalling loop tells a call's virtual thread, through the call's inbox. */
sealed interface CallEvent {
    /** What a phone may send as often as it likes; beyond a limit it is not taken. */
    sealed interface Chatter extends CallEvent {}

    /** A callee's phone sent 101 to 199. */
    record Ringing(LegId leg, int status, Optional<String> sdp) implements Chatter {}

    /** Our 200 to the caller is out. */
    record Accepted() implements CallEvent {}

    /** The Dial in progress is decided. `sdp` is what the phone that answered said. */
    record DialDecided(Fork.Outcome outcome, Optional<String> sdp) implements CallEvent {}

    record CallerGone(Departure departure) implements CallEvent {}

    record CalleeGone(LegId leg, Departure departure) implements CallEvent {}

    /** A party describes its media anew (re-INVITE or UPDATE, RFC 3261 §14, RFC 3311) and waits for our answer. */
    record Reoffer(DialogUse dialog, LegId leg, ServerTransaction transaction, Optional<String> sdp)
            implements Chatter {}

    /** Our offer is answered: in the ACK of a party that made none (RFC 3261 §13.2.1, §14.2), or in the 2xx to a re-INVITE. */
    record OfferAnswered(LegId leg, String sdp) implements Chatter {}

    /** The session is to be refreshed by a re-INVITE, which needs an offer (RFC 4028 §7.4). */
    record OfferWanted(DialogUse dialog, LegId leg) implements Chatter {}

    /** Our offer to this leg in a re-INVITE is refused, or its 491s have no end. */
    record OfferRefused(LegId leg, int status) implements Chatter {}

    /**
     * A party has pressed a key.
     *
     * @param byRtp whether the relay has heard it, and has passed it on where the other side hears keys
     */
    record KeyPressed(LegId leg, KeyPress key, boolean byRtp) implements Chatter {}

    /** The party of this leg asks to hand the call over (RFC 3515). */
    record Referred(Referral referral, LegId leg, ReferTo target) implements Chatter {}

    /** What became of our own REFER to this party. */
    record ReferralEnded(LegId leg, int status) implements Chatter {}

    /** A party of another call, or a new caller, has taken the place of one of ours (RFC 3891). */
    record Replaced(LegId gone, LegId newcomer, Newcomer party) implements CallEvent {}

    /** It is done: two have gone, and nobody is left in this call. */
    record HandedOver(AttendedTransfer transfer) implements CallEvent {}

    /** A pause the plan asked for is over. */
    record PauseOver(long pause) implements CallEvent {}

    /** Voicemail has said good-bye, and what became of the caller there. */
    record VoicemailLeft(VoicemailResult result) implements Chatter {}

    /** The relay knows nothing of the call any more: nobody hears anybody. */
    record MediaLost() implements CallEvent {}

    /** What was played to a party is over. */
    record Played(PlaybackId playback, MediaEvent.Played.End end, Optional<String> missing) implements CallEvent {}
}
