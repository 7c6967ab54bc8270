package io.carillon.proxy.call;

import io.carillon.protocol.datagram.Timer;
import io.carillon.protocol.sip.RAck;
import io.carillon.protocol.sip.SessionBody;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import io.carillon.proxy.signalling.Identity;
import io.carillon.proxy.signalling.Signalling;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a caller is told before the answer: with a receipt by PRACK where it asks for one, and, so that early media is not
 * lost, where it can give one (RFC 3262). Owned by the caller's leg on the signalling loop.
 */
final class Provisionals {
    /** §3: RSeq begins anywhere from 1 to 2^31 - 1; there is room above for those that follow. */
    private static final int FIRST_NUMBERS = 1 << 30;

    private final Signalling signalling;
    private final InDialog dialog;
    private final ServerTransaction invite;
    private final Runnable unheard;
    private final boolean required;
    private final boolean supported;
    private final boolean offers;
    private boolean offered;
    private boolean answered;
    private ReliableProvisionals reliable;
    private @Nullable SipResponse last;
    private @Nullable Timer retransmission;
    private @Nullable Timer acknowledgement;
    private CallerLeg.Input.@Nullable Accept held;

    /** @param unheard no receipt has come */
    Provisionals(Signalling signalling, InDialog dialog, ServerTransaction invite, Runnable unheard) {
        this.signalling = signalling;
        this.dialog = dialog;
        this.invite = invite;
        this.unheard = unheard;
        this.required = invite.request().lists("Require", Identity.RELIABLE);
        this.supported = areAcknowledged(invite.request());
        this.offers = SessionBody.description(invite.request()).isEmpty();
        this.reliable = ReliableProvisionals.after(
                supported ? signalling.transactions().identifiers().below(FIRST_NUMBERS) : 0);
    }

    /** Whether a caller gives receipts. */
    static boolean areAcknowledged(SipRequest invite) {
        return invite.lists("Require", Identity.RELIABLE) || invite.lists("Supported", Identity.RELIABLE);
    }

    /** Whether our offer to a caller that made none is out (§5): its answer comes in a PRACK, and the 2xx has no other. */
    boolean haveOffered() {
        return offered;
    }

    /** Whether the caller's offer has no answer yet: what is told without a receipt is none (RFC 3262 §5). */
    boolean oweAnswer() {
        return !offers && !answered;
    }

    void respond(int status, Optional<String> sdp) {
        if (required || (supported && sdp.isPresent())) {
            on(new ReliableProvisionals.Input.Send(new ReliableProvisionals.Provisional(status, sdp)));
        } else {
            invite.respond(dialog.response(invite.request(), status, sdp));
        }
    }

    /** Whether the 2xx has to wait for a receipt; it is given back then by {@link #pracked}. */
    boolean hold(CallerLeg.Input.Accept success) {
        boolean holds = reliable.holdsSuccess();
        held = holds ? success : null;
        return holds;
    }

    /**
     * The caller's PRACK.
     *
     * @param released what had to wait for it
     * @return false where it acknowledges nothing
     */
    boolean pracked(SipRequest prack, Consumer<CallerLeg.Input> released) {
        Optional<RAck> receipt = RAck.of(prack)
                .filter(given -> given.invite().equals(invite.request().cseq()))
                .filter(given -> reliable.expects(given.number()));
        receipt.ifPresent(given -> {
            on(new ReliableProvisionals.Input.Acknowledged(given.number()));
            // After this PRACK is answered: its answer belongs before the 2xx.
            signalling.loop().execute(() -> release(released));
        });
        return receipt.isPresent();
    }

    private void release(Consumer<CallerLeg.Input> released) {
        CallerLeg.Input.Accept success = held;
        if (success != null) {
            held = null;
            released.accept(success);
        }
    }

    void end() {
        held = null;
        stopTimers();
    }

    private void on(ReliableProvisionals.Input input) {
        Step<ReliableProvisionals, ReliableProvisionals.Action> step = ReliableProvisionals.on(reliable, input);
        reliable = step.state();
        step.actions().forEach(this::perform);
    }

    private void perform(ReliableProvisionals.Action action) {
        switch (action) {
            case ReliableProvisionals.Action.Respond(long number, var response) -> {
                // One offer, and no other before it is answered.
                Optional<String> sdp = response.sdp().filter(_ -> !offers || !offered);
                offered |= offers && sdp.isPresent();
                answered |= !offers && sdp.isPresent();
                SipResponse numbered = dialog.response(invite.request(), response.status(), sdp)
                        .edit()
                        .set("Require", Identity.RELIABLE)
                        .set("RSeq", Long.toString(number))
                        .build();
                last = numbered;
                invite.respond(numbered);
            }
            case ReliableProvisionals.Action.Retransmit() -> {
                if (last != null) {
                    invite.respond(last);
                }
            }
            case ReliableProvisionals.Action.ScheduleRetransmission(Duration wait) ->
                retransmission =
                        signalling.loop().schedule(wait, () -> on(new ReliableProvisionals.Input.RetransmissionDue()));
            case ReliableProvisionals.Action.ExpectAcknowledgement(Duration within) ->
                acknowledgement = signalling.loop().schedule(within, unheard);
            case ReliableProvisionals.Action.StopTimers() -> stopTimers();
        }
    }

    private void stopTimers() {
        if (retransmission != null) {
            retransmission.cancel();
        }
        if (acknowledgement != null) {
            acknowledgement.cancel();
        }
    }
}
