package io.carillon.proxy.call;

import io.carillon.protocol.media.LegId;
import io.carillon.protocol.sip.dialog.KeyPress;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.checkpoint.Checkpoint;
import io.carillon.proxy.checkpoint.Checkpoint.LegMedia;
import io.carillon.proxy.signalling.Identity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a call's virtual thread may ask of the signalling loop. Every method returns at once; what comes of it arrives in
 * the call's {@link Inbox}. What the state of a leg no longer allows is not done.
 */
interface CallCommands {
    void provisional(int status, Optional<String> sdp);

    /** Who we say we are towards the parties. */
    Identity identity();

    /** {@link CallEvent.Accepted} follows, unless the caller has left. */
    void accept(String sdp);

    void refuse(int status);

    /**
     * Tells the caller, by a 302, to call this user instead.
     *
     * @param host where it is; empty for here
     */
    void redirect(String user, Optional<String> host);

    /** Tells a party, by REFER, to call this user, as in {@link #redirect}; {@link CallEvent.ReferralEnded} follows. */
    void refer(LegId leg, String user, Optional<String> host);

    /** Those who are called from now on are told of the caller as this account says. */
    void present(Account caller);

    /** Sends an INVITE to every route; {@link CallEvent.DialDecided} follows. */
    void dial(List<OfferedRoute> routes, Optional<Duration> timeout);

    void hangUpCallee(LegId leg);

    /** Moves the party's media with this offer, as soon as its dialog allows. */
    void offer(LegId leg, String sdp, boolean byUpdate);

    /** The party hears of a key by INFO. */
    void press(LegId leg, KeyPress key);

    /** Ends a leg, and tells as if its party had been lost. */
    void drop(LegId leg, int status);

    /**
     * The caller has handed the call over to this callee, who is the caller from now on.
     *
     * @param referral how it has asked for that; empty for keys: then nothing but a BYE tells it that it is done
     */
    void succeed(LegId successor, Optional<Referral> referral);

    /** This callee has handed the call over, in one of these ways; the caller goes on in the plan. */
    void retire(LegId leg, Optional<Referral> referral);

    /**
     * {@link CallEvent.HandedOver} follows, unless there is no such dialog: then the referrer is told, and all stays as it
     * was.
     */
    void handOver(AttendedTransfer transfer, Referral referral);

    /** The answer, or the offer, for a new caller in the place of another party. */
    void acceptNewcomer(LegId leg, String sdp);

    /** Stores the call's state, with the dialogs as they are on the loop by then. */
    void checkpoint(Checkpoint withoutDialogs);

    /** What the relay has measured: the stored state is brought up to date. */
    void measured(List<LegMedia> figures);

    /** {@link CallEvent.PauseOver} follows, with this number, unless another pause has been asked for by then. */
    void pause(long pause, Duration duration);

    /** The plan is over: ends whatever leg is still up; an INVITE still open gets this status. */
    void finish(int status);

    /** The last fact is told: nothing of the call is left but what its phones may repeat. */
    void over();
}
