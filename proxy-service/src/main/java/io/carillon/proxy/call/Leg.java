package io.carillon.proxy.call;

import io.carillon.protocol.media.LegId;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.proxy.account.Account;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One party and what it has to do with us: the INVITE it sent or got, and the dialog that came of it. A leg that is up can
 * leave its call for another one (RFC 3891, RFC 5589). Owned by the signalling loop.
 */
abstract sealed class Leg permits InboundLeg, OutboundLeg {
    private final Account account;
    private LegId id;
    private LegOwner owner;

    Leg(LegId id, Account account, LegOwner owner) {
        this.id = id;
        this.account = account;
        this.owner = owner;
    }

    /** Its name within the call it belongs to. */
    final LegId id() {
        return id;
    }

    final Account account() {
        return account;
    }

    final LegOwner owner() {
        return owner;
    }

    final void moveTo(LegOwner next, LegId idThere) {
        owner = next;
        id = idThere;
    }

    /** From now on nobody hears of it; what still comes is answered. */
    final void leave() {
        owner = LegOwner.NOBODY;
    }

    /** Where the party is heard from. */
    abstract Flow flow();

    /** The Call-ID of its dialog. */
    abstract String callId();

    /** The dialog, once the party and we are connected and until one of us has left. */
    abstract Optional<DialogUse> established();

    /** Whether the party knows that its dialog is up: before that it may not be asked for anything (RFC 3261 §14.1). */
    abstract boolean isConfirmed();

    /** Whether nothing more is sent or expected. */
    abstract boolean ended();

    /** Ends it, whatever its state; an INVITE of the party that is still open gets this status. */
    abstract void hangUp(int status);

    /** The party's BYE in this dialog; it is answered already. */
    abstract void bye(DialogUse use);

    /** What the party's BYE says beside that it leaves. */
    void farewell(SipRequest bye) {
        // Only voicemail says anything that a call's plan asks for.
    }

    /** The ACK of the INVITE that made the dialog. */
    abstract void acknowledged();

    /** The party's PRACK (RFC 3262); false where it acknowledges nothing of ours. */
    boolean pracked(SipRequest prack) {
        return false;
    }

    /**
     * How a new offer of the party is refused while the exchange that the INVITE began is not over (RFC 3311 §5.2), or a new
     * INVITE before the first has its answer (RFC 3261 §14.2); empty where it comes in time.
     *
     * @param tag of the party in the dialog that it comes in
     */
    abstract OptionalInt untimely(Method method, String tag);

    /** The party has described its media anew by UPDATE or PRACK, and it was accepted. */
    void redescribed(String tag, String sdp) {}

    /** What the party owes has not come: the ACK of our 2xx to a re-INVITE, an answer, or a refresh of the session. */
    abstract void silent();
}
