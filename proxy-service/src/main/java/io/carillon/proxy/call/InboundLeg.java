package io.carillon.proxy.call;

import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.datagram.Timer;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.dialog.Dialog;
import io.carillon.protocol.sip.dialog.SessionTimer;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import io.carillon.proxy.signalling.Signalling;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Performs what {@link CallerLeg} decides: responses, timers, the BYE. Owned by the signalling loop. */
final class InboundLeg implements DialogUse.Party {
    private final Loop loop;
    private final InDialog inDialog;
    private final ServerTransaction invite;
    private final SessionTimer.Answer session;
    private final Listener listener;
    private CallerLeg state = new CallerLeg.Proceeding();
    private @Nullable SipResponse answer;
    private @Nullable Timer retransmission;
    private @Nullable Timer acknowledgement;

    /** Told on the loop. */
    interface Listener {
        /** Our 200 is out. */
        void callerAccepted();

        /** The caller has left of its own accord. */
        void callerGone(Departure departure);

        /** Nothing more is sent or expected in the caller's dialog. */
        void callerEnded();
    }

    /** @param session what our 2xx says of the session's timer */
    InboundLeg(
            Signalling signalling,
            ServerTransaction invite,
            boolean natted,
            SessionTimer.Answer session,
            Dialog dialog,
            Listener listener) {
        this.loop = signalling.loop();
        this.inDialog = new InDialog(signalling, invite.flow(), natted, dialog, this::lost);
        this.inDialog.learn(invite.request());
        this.session = session;
        this.invite = invite;
        this.listener = listener;
    }

    SipRequest invite() {
        return invite.request();
    }

    InDialog inDialog() {
        return inDialog;
    }

    CallerLeg state() {
        return state;
    }

    @Override
    public void bye() {
        on(new CallerLeg.Input.ByeReceived());
    }

    @Override
    public void acknowledged() {
        on(new CallerLeg.Input.Acknowledged());
    }

    void on(CallerLeg.Input input) {
        Step<CallerLeg, CallerLeg.Action> step = CallerLeg.on(state, input);
        boolean ends = step.state() instanceof CallerLeg.Ended && !(state instanceof CallerLeg.Ended);
        state = step.state();
        step.actions().forEach(this::perform);
        if (ends) {
            listener.callerEnded();
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
                retransmission = loop.schedule(wait, () -> on(new CallerLeg.Input.RetransmissionDue()));
            case CallerLeg.Action.ExpectAcknowledgement(Duration within) ->
                acknowledgement = loop.schedule(within, () -> on(new CallerLeg.Input.Overdue()));
            case CallerLeg.Action.StopTimers() -> stopTimers();
            case CallerLeg.Action.TellAccepted() -> listener.callerAccepted();
            case CallerLeg.Action.SendBye() -> inDialog.bye();
            case CallerLeg.Action.TellGone(Departure departure) -> listener.callerGone(departure);
        }
    }

    private void respond(int status, Optional<String> sdp) {
        SipResponse response = inDialog.response(invite.request(), status, sdp, session);
        if (response.isSuccess()) {
            answer = response;
            inDialog.confirm();
        }
        invite.respond(response);
    }

    @Override
    public void silent() {
        on(new CallerLeg.Input.Overdue());
    }

    private void lost() {
        on(new CallerLeg.Input.Lost());
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
