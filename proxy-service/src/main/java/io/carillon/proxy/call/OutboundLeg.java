package io.carillon.proxy.call;

import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.RAck;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.dialog.Dialog;
import io.carillon.protocol.sip.dialog.SessionTimer;
import io.carillon.protocol.sip.transaction.ClientTransaction;
import io.carillon.protocol.sip.transport.Flow;
import io.carillon.protocol.sip.voicemail.VoicemailRequest;
import io.carillon.protocol.sip.voicemail.VoicemailResult;
import io.carillon.proxy.signalling.Identity;
import io.carillon.proxy.signalling.Signalling;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Performs what {@link CalleeLeg} decides: the INVITE, its CANCEL, PRACK, ACK and BYE. One INVITE may make several
 * dialogs, early ones too, where it is forked behind the contact (RFC 3261 §12.1, §13.2.2.4). Owned by the signalling loop.
 */
final class OutboundLeg extends Leg {
    /** RFC 3326: losers of a fork show no missed call. */
    private static final Map<String, String> COMPLETED_ELSEWHERE =
            Map.of("Reason", "SIP;cause=200;text=\"Call completed elsewhere\"");

    /** Forks behind one contact; what answers beyond them is left to its own time-out. */
    private static final int MOST_DIALOGS = 16;

    private final Route route;
    private final Signalling signalling;
    private final Dialogs registry;
    private final Map<String, DialogUse> uses = new HashMap<>();
    private final Descriptions descriptions = new Descriptions();

    private final OurCredentials credentials;
    private final OutgoingInvite invite;
    private Listener listener;
    private CalleeLeg state = new CalleeLeg.Inviting();
    private @Nullable SipResponse last;
    private Optional<Heartbeat> heartbeat = Optional.empty();

    /** What becomes of the INVITE; told on the loop. */
    interface Listener {
        void ringing(OutboundLeg leg, int status, Optional<String> sdp);

        void answered(OutboundLeg leg, Optional<String> sdp);

        void failed(OutboundLeg leg, int status, Optional<SipResponse> response);
    }

    /** Of a leg that has ended: it acknowledges what still comes, and that is no news. */
    private static final Listener NOBODY = new Listener() {
        @Override
        public void ringing(OutboundLeg leg, int status, Optional<String> sdp) {}

        @Override
        public void answered(OutboundLeg leg, Optional<String> sdp) {}

        @Override
        public void failed(OutboundLeg leg, int status, Optional<SipResponse> response) {}
    };

    OutboundLeg(
            Route route,
            SipRequest invite,
            Signalling signalling,
            Dialogs registry,
            LegOwner owner,
            Listener listener) {
        super(route.leg(), route.callee(), owner);
        this.route = route;
        this.signalling = signalling;
        this.registry = registry;
        this.listener = listener;
        this.credentials = OurCredentials.towards(route.callee(), signalling);
        this.invite = new OutgoingInvite(signalling, route, credentials, invite, this::on);
    }

    @Override
    Flow flow() {
        return invite.flow();
    }

    @Override
    String callId() {
        return route.callId();
    }

    SipRequest invite() {
        return invite.request();
    }

    @Override
    Optional<DialogUse> established() {
        return state instanceof CalleeLeg.Confirmed(String tag, var _) ? use(tag) : Optional.empty();
    }

    @Override
    boolean isConfirmed() {
        return state instanceof CalleeLeg.Confirmed;
    }

    @Override
    boolean ended() {
        return state instanceof CalleeLeg.Ended;
    }

    @Override
    void hangUp(int status) {
        on(new CalleeLeg.Input.HangUp());
    }

    @Override
    void bye(DialogUse use) {
        String tag = use.id().remoteTag();
        boolean another =
                state instanceof CalleeLeg.Confirmed(String answered, var _) ? !answered.equals(tag) : uses.size() > 1;
        if (another) {
            uses.remove(tag);
            registry.forget(use);
        } else {
            on(new CalleeLeg.Input.ByeReceived());
        }
    }

    @Override
    void farewell(SipRequest bye) {
        if (route.voicemail().isPresent()) {
            // Where the inbox is full, the plan goes on as after another system's BYE, which says nothing.
            var _ = owner().offer(new CallEvent.VoicemailLeft(VoicemailResult.of(bye)));
        }
    }

    @Override
    void acknowledged() {
        // Only a party that answers an INVITE of ours is acknowledged; nothing of this leg waits for an ACK.
    }

    @Override
    void silent() {
        on(new CalleeLeg.Input.Overdue());
    }

    @Override
    OptionalInt untimely(Method method, String tag) {
        boolean ours = method.equals(Method.INVITE) || !descriptions.isAgreed(tag);
        return !isConfirmed() && ours ? OptionalInt.of(491) : OptionalInt.empty();
    }

    @Override
    void redescribed(String tag, String sdp) {
        if (!isConfirmed()) {
            descriptions.updated(tag, sdp);
        }
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
            heartbeat.ifPresent(Heartbeat::end);
            uses.values().forEach(registry::forget);
            // The transaction lasts another 32 s (RFC 6026, timer M); this leg and its call need not.
            if (state instanceof CalleeLeg.Ended(Set<String> left)) {
                invite.leave(left);
            }
            listener = NOBODY;
            leave();
            last = null;
            descriptions.clear();
        }
    }

    private void on(ClientTransaction.Event event) {
        switch (event) {
            case ClientTransaction.Event.Provisional(SipResponse response) -> provisional(response);
            case ClientTransaction.Event.Final(SipResponse response) -> answer(response);
            case ClientTransaction.Event.TimedOut() -> unavailable(408);
            case ClientTransaction.Event.TransportFailed _ -> unavailable(503);
        }
    }

    private void provisional(SipResponse response) {
        if (response.status() == 100) {
            return;
        }
        Optional<DialogUse> early = response.to().tag().flatMap(tag -> dialog(tag, response));
        boolean reliable = response.lists("Require", Identity.RELIABLE);
        if (reliable && !isNew(early, response)) {
            return;
        }
        early.ifPresent(_ -> descriptions.described(response, reliable));
        last = response;
        on(new CalleeLeg.Input.Provisional(response.status()));
    }

    /** Whether a response that wants a receipt is the next one of its dialog (RFC 3262 §4); then it is acknowledged. */
    private boolean isNew(Optional<DialogUse> early, SipResponse response) {
        Optional<RAck> receipt = RAck.to(response);
        return early.isPresent() && receipt.isPresent() && early.get().dialog().prack(receipt.get());
    }

    private void answer(SipResponse response) {
        if (state instanceof CalleeLeg.Inviting && invite.again(response)) {
            return;
        }
        if (response.status() == 503) {
            unavailable(503);
            return;
        }
        last = response;
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
        dialog(tag.get(), response).ifPresent(use -> use.dialog().confirm(response));
        on(new CalleeLeg.Input.Success(tag.get()));
    }

    /** The next destination, as long as nobody has rung. */
    private void unavailable(int status) {
        boolean goesOn = last == null && state instanceof CalleeLeg.Inviting && invite.next();
        if (!goesOn) {
            on(new CalleeLeg.Input.Failure(status));
        }
    }

    /** The dialog with this tag; made where this is its first response. Empty beyond the limit. */
    private Optional<DialogUse> dialog(String tag, SipResponse response) {
        if (!uses.containsKey(tag) && uses.size() < MOST_DIALOGS) {
            Dialog.caller(invite(), response).ifPresent(dialog -> {
                InDialog made = new InDialog(signalling, flow(), route.natted(), dialog, credentials, this::lost);
                DialogUse use = new DialogUse(signalling, made, this, true, false);
                uses.put(tag, use);
                if (!(state instanceof CalleeLeg.Ended)) {
                    registry.add(use);
                }
            });
        }
        Optional<DialogUse> use = use(tag);
        use.ifPresent(known -> known.dialog().learn(response));
        return use;
    }

    private void perform(CalleeLeg.Action action) {
        switch (action) {
            case CalleeLeg.Action.Acknowledge(String tag) ->
                use(tag).ifPresent(use -> use.dialog().acknowledge(invite()));
            case CalleeLeg.Action.SendBye(String tag) ->
                use(tag).ifPresent(use -> use.dialog().bye());
            case CalleeLeg.Action.Cancel(boolean elsewhere) ->
                invite.cancel(elsewhere ? COMPLETED_ELSEWHERE : Map.of());
            case CalleeLeg.Action.TellRinging(int status) -> listener.ringing(this, status, lastSdp());
            case CalleeLeg.Action.TellAnswered() ->
                established().ifPresent(use -> {
                    use.offers().begin(session());
                    heartbeat = heartbeat(use);
                    heartbeat.ifPresent(Heartbeat::begin);
                    listener.answered(this, lastSdp());
                });
            case CalleeLeg.Action.TellFailed(int status) -> listener.failed(this, status, Optional.ofNullable(last));
            case CalleeLeg.Action.TellGone(Departure departure) -> owner().gone(this, departure);
        }
    }

    /**
     * Of voicemail while somebody listens to it. Who speaks to it goes on without it: the relay keeps what is said until
     * another replica takes it.
     */
    private Optional<Heartbeat> heartbeat(DialogUse use) {
        return route.voicemail()
                .filter(asked -> asked.purpose() == VoicemailRequest.Purpose.HEAR)
                .map(_ -> new Heartbeat(
                        signalling.loop(), listener -> use.dialog().ask(listener), this::voicemailLost));
    }

    private void voicemailLost() {
        var _ = owner().offer(new CallEvent.VoicemailLeft(VoicemailResult.failed()));
        silent();
    }

    private Optional<DialogUse> use(String tag) {
        return Optional.ofNullable(uses.get(tag));
    }

    private Optional<SessionTimer> session() {
        return Optional.ofNullable(last).flatMap(SessionTimer::agreed);
    }

    private Optional<String> lastSdp() {
        return Optional.ofNullable(last).flatMap(descriptions::in);
    }
}
