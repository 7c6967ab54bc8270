package io.carillon.proxy.call;

import io.carillon.protocol.media.LegId;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.dialog.Dialog;
import io.carillon.protocol.sip.dialog.SessionTimer;
import io.carillon.protocol.sip.transaction.ClientTransaction;
import io.carillon.proxy.signalling.Signalling;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Performs what {@link CalleeLeg} decides: the INVITE, its CANCEL, ACK and BYE. Owned by the signalling loop. */
final class OutboundLeg implements DialogUse.Party {
    /** RFC 3326: losers of a fork show no missed call. */
    private static final Map<String, String> COMPLETED_ELSEWHERE =
            Map.of("Reason", "SIP;cause=200;text=\"Call completed elsewhere\"");

    /** Forks behind one contact; what answers beyond them is left to its own time-out. */
    private static final int MOST_DIALOGS = 16;

    private final Route route;
    private final Signalling signalling;
    private final Map<String, InDialog> dialogs = new HashMap<>();
    private ClientTransaction transaction;
    private boolean askedAgain;
    private Listener listener;
    private CalleeLeg state = new CalleeLeg.Inviting();
    private @Nullable SipResponse last;

    /** Told on the loop. */
    interface Listener {
        void ringing(OutboundLeg leg, int status, Optional<String> sdp);

        void answered(OutboundLeg leg, InDialog dialog, Optional<String> sdp, Optional<SessionTimer> session);

        void failed(OutboundLeg leg, int status, Optional<SipResponse> response);

        void gone(OutboundLeg leg, Departure departure);

        /** Nothing more is sent or expected in this dialog. */
        void ended(InDialog dialog);
    }

    /** Of a leg that has ended: it acknowledges what still comes, and that is no news. */
    private static final Listener NOBODY = new Listener() {
        @Override
        public void ringing(OutboundLeg leg, int status, Optional<String> sdp) {}

        @Override
        public void answered(OutboundLeg leg, InDialog dialog, Optional<String> sdp, Optional<SessionTimer> session) {}

        @Override
        public void failed(OutboundLeg leg, int status, Optional<SipResponse> response) {}

        @Override
        public void gone(OutboundLeg leg, Departure departure) {}

        @Override
        public void ended(InDialog dialog) {}
    };

    OutboundLeg(Route route, SipRequest invite, Signalling signalling, Listener listener) {
        this.route = route;
        this.signalling = signalling;
        this.listener = listener;
        this.transaction = signalling.transactions().send(invite, route.flow(), this::on);
    }

    LegId id() {
        return route.leg();
    }

    Route route() {
        return route;
    }

    SipRequest invite() {
        return transaction.request();
    }

    /** The dialog, once the callee has answered and until it has left. */
    Optional<InDialog> established() {
        return state instanceof CalleeLeg.Confirmed(String tag, var _) ? dialog(tag) : Optional.empty();
    }

    @Override
    public void bye() {
        on(new CalleeLeg.Input.ByeReceived());
    }

    @Override
    public void acknowledged() {
        // Only a party that answers an INVITE of ours is acknowledged; nothing of this leg waits for an ACK.
    }

    @Override
    public void silent() {
        on(new CalleeLeg.Input.Overdue());
    }

    private void lost() {
        on(new CalleeLeg.Input.Lost());
    }

    void on(CalleeLeg.Input input) {
        Step<CalleeLeg, CalleeLeg.Action> step = CalleeLeg.on(state, input);
        boolean ends = step.state() instanceof CalleeLeg.Ended && !(state instanceof CalleeLeg.Ended);
        state = step.state();
        step.actions().forEach(this::perform);
        if (ends) {
            dialogs.values().forEach(listener::ended);
            // The transaction holds this leg for another 32 s (RFC 6026, timer M), but the call need not last as long.
            listener = NOBODY;
            last = null;
        }
    }

    private void on(ClientTransaction.Event event) {
        switch (event) {
            case ClientTransaction.Event.Provisional(SipResponse response) -> provisional(response);
            case ClientTransaction.Event.Final(SipResponse response) -> answer(response);
            case ClientTransaction.Event.TimedOut() -> on(new CalleeLeg.Input.Failure(408));
            case ClientTransaction.Event.TransportFailed _ -> on(new CalleeLeg.Input.Failure(503));
        }
    }

    private void provisional(SipResponse response) {
        if (response.status() > 100) {
            last = response;
            on(new CalleeLeg.Input.Provisional(response.status()));
        }
    }

    private void answer(SipResponse response) {
        last = response;
        if (response.status() == 422 && !askedAgain && state instanceof CalleeLeg.Inviting) {
            Optional<SipRequest> again =
                    SessionTimer.again(invite().edit().popVia().build(), response);
            if (again.isPresent()) {
                askedAgain = true;
                transaction = signalling.transactions().send(again.get(), route.flow(), this::on);
                return;
            }
        }
        if (!response.isSuccess()) {
            on(new CalleeLeg.Input.Failure(response.status()));
            return;
        }
        Optional<String> tag = response.to().tag();
        if (tag.isEmpty()) {
            // Without a To tag there is no dialog (RFC 3261 §12.1.2).
            on(new CalleeLeg.Input.Failure(500));
            return;
        }
        if (!dialogs.containsKey(tag.get()) && dialogs.size() < MOST_DIALOGS) {
            Dialog.caller(invite(), response).ifPresent(dialog -> {
                InDialog made = new InDialog(signalling, route.flow(), route.natted(), dialog, this::lost);
                made.learn(response);
                dialogs.put(tag.get(), made);
            });
        }
        on(new CalleeLeg.Input.Success(tag.get()));
    }

    private void perform(CalleeLeg.Action action) {
        switch (action) {
            case CalleeLeg.Action.Acknowledge(String tag) ->
                dialog(tag).ifPresent(dialog -> dialog.acknowledge(invite()));
            case CalleeLeg.Action.SendBye(String tag) -> dialog(tag).ifPresent(InDialog::bye);
            case CalleeLeg.Action.Cancel(boolean elsewhere) ->
                transaction.cancel(elsewhere ? COMPLETED_ELSEWHERE : Map.of());
            case CalleeLeg.Action.TellRinging(int status) -> listener.ringing(this, status, lastSdp());
            case CalleeLeg.Action.TellAnswered() ->
                dialog(lastTag()).ifPresent(dialog -> listener.answered(this, dialog, lastSdp(), session()));
            case CalleeLeg.Action.TellFailed(int status) -> listener.failed(this, status, Optional.ofNullable(last));
            case CalleeLeg.Action.TellGone(Departure departure) -> listener.gone(this, departure);
        }
    }

    private Optional<InDialog> dialog(String tag) {
        return Optional.ofNullable(dialogs.get(tag));
    }

    private String lastTag() {
        return Optional.ofNullable(last)
                .flatMap(response -> response.to().tag())
                .orElse("");
    }

    private Optional<SessionTimer> session() {
        return Optional.ofNullable(last).flatMap(SessionTimer::agreed);
    }

    private Optional<String> lastSdp() {
        return Optional.ofNullable(last)
                .filter(response -> response.body().length > 0)
                .map(response -> new String(response.body(), StandardCharsets.UTF_8));
    }
}
