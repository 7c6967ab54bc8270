package io.carillon.proxy.call;

import io.carillon.protocol.datagram.Timer;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SessionBody;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.dialog.Dialog;
import io.carillon.protocol.sip.dialog.SessionTimer;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.signalling.Signalling;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Performs what {@link CallerLeg} decides: responses, timers, the BYE. Owned by the signalling loop. */
final class InboundLeg extends Leg {
    private final Signalling signalling;
    private final Dialogs dialogs;
    private final InDialog inDialog;
    private final DialogUse use;
    private final ServerTransaction invite;
    private final SessionTimer.Answer session;
    private Listener listener;
    private final Provisionals provisionals;
    private CallerLeg state = new CallerLeg.Proceeding();
    private @Nullable SipResponse answer;
    private @Nullable SipUri redirection;
    private @Nullable Timer retransmission;
    private @Nullable Timer acknowledgement;

    /** Told on the loop. */
    @FunctionalInterface
    interface Listener {
        /** Our 200 is out. */
        void accepted();
    }

    /**
     * @param caller whose INVITE it is
     * @param listener told once the INVITE is accepted
     */
    InboundLeg(
            Signalling signalling,
            Dialogs dialogs,
            LegId id,
            ServerTransaction invite,
            Account caller,
            Dialog dialog,
            LegOwner owner,
            Listener listener) {
        super(id, caller, owner);
        this.signalling = signalling;
        this.dialogs = dialogs;
        this.invite = invite;
        this.listener = listener;
        boolean natted = caller.forceRport() != Account.Nat.NO;
        this.session = SessionTimer.answer(invite.request(), caller.sessions());
        this.inDialog = new InDialog(
                signalling, invite.flow(), natted, dialog, OurCredentials.towards(caller, signalling), this::lost);
        this.inDialog.learn(invite.request());
        boolean offers = SessionBody.description(invite.request()).isEmpty();
        this.use = new DialogUse(signalling, inDialog, this, false, offers);
        this.provisionals = new Provisionals(signalling, inDialog, invite, () -> on(new CallerLeg.Input.Unheard()));
        dialogs.add(use);
    }

    @Override
    boolean isConfirmed() {
        return state instanceof CallerLeg.Confirmed;
    }

    @Override
    boolean ended() {
        return state instanceof CallerLeg.Ended;
    }

    @Override
    Flow flow() {
        return invite.flow();
    }

    @Override
    String callId() {
        return invite.request().callId();
    }

    @Override
    Optional<DialogUse> established() {
        return switch (state) {
            case CallerLeg.Accepted _, CallerLeg.Confirmed _ -> Optional.of(use);
            case CallerLeg.Proceeding _, CallerLeg.Leaving _, CallerLeg.Ended _ -> Optional.empty();
        };
    }

    /** The dialog, early or confirmed. */
    DialogUse use() {
        return use;
    }

    @Override
    void hangUp(int status) {
        on(new CallerLeg.Input.HangUp(status));
    }

    @Override
    void bye(DialogUse ended) {
        on(new CallerLeg.Input.ByeReceived());
    }

    @Override
    void acknowledged() {
        on(new CallerLeg.Input.Acknowledged());
    }

    @Override
    void silent() {
        on(new CallerLeg.Input.Overdue());
    }

    @Override
    boolean pracked(SipRequest prack) {
        return provisionals.pracked(prack, this::on);
    }

    @Override
    OptionalInt untimely(Method method, String tag) {
        boolean waits = method.equals(Method.INVITE) || (method.equals(Method.UPDATE) && provisionals.oweAnswer());
        return established().isEmpty() && waits ? OptionalInt.of(500) : OptionalInt.empty();
    }

    private void lost() {
        on(new CallerLeg.Input.Lost());
    }

    /** Refuses the INVITE: the caller is to call this one instead. */
    void redirect(SipUri target) {
        redirection = target;
        on(new CallerLeg.Input.Refuse(302));
    }

    void on(CallerLeg.Input input) {
        if (input instanceof CallerLeg.Input.Accept success && provisionals.hold(success)) {
            return;
        }
        Step<CallerLeg, CallerLeg.Action> step = CallerLeg.on(state, input);
        boolean ends = step.state() instanceof CallerLeg.Ended && !(state instanceof CallerLeg.Ended);
        state = step.state();
        step.actions().forEach(this::perform);
        if (ends) {
            provisionals.end();
            dialogs.forget(use);
            // What is still asked within the dialog, its BYE for one, holds this leg until it is answered: not the
            // call.
            listener = () -> {};
            leave();
        }
    }

    private void perform(CallerLeg.Action action) {
        switch (action) {
            case CallerLeg.Action.Respond(int status, Optional<String> sdp) -> respond(status, sdp);
            case CallerLeg.Action.RetransmitAnswer() -> {
                if (answer != null) {
                    invite.respond(answer);
                }
            }
            case CallerLeg.Action.ScheduleRetransmission(Duration wait) ->
                retransmission = signalling.loop().schedule(wait, () -> on(new CallerLeg.Input.RetransmissionDue()));
            case CallerLeg.Action.ExpectAcknowledgement(Duration within) ->
                acknowledgement = signalling.loop().schedule(within, () -> on(new CallerLeg.Input.Overdue()));
            case CallerLeg.Action.StopTimers() -> stopTimers();
            case CallerLeg.Action.TellAccepted() -> {
                use.offers().begin(session.timer());
                listener.accepted();
            }
            case CallerLeg.Action.SendBye() -> inDialog.bye();
            case CallerLeg.Action.TellGone(Departure departure) -> owner().gone(this, departure);
        }
    }

    private void respond(int status, Optional<String> sdp) {
        if (status < 200) {
            provisionals.respond(status, sdp);
            return;
        }
        provisionals.end();
        Optional<String> said = sdp.filter(_ -> !provisionals.haveOffered());
        SipResponse response = inDialog.response(invite.request(), status, said, session);
        if (response.isSuccess()) {
            answer = response;
            inDialog.confirm();
        }
        invite.respond(
                redirection == null
                        ? response
                        : response.edit()
                                .set("Contact", "<" + redirection + ">")
                                .build());
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
