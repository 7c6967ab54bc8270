package io.carillon.proxy.call;

import io.carillon.facts.FactId;
import io.carillon.protocol.datagram.Timer;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.dialog.Dialog;
import io.carillon.protocol.sip.dialog.SessionTimer;
import io.carillon.protocol.sip.transaction.ServerTransaction;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.checkpoint.CallKeeper;
import io.carillon.proxy.checkpoint.Checkpoint;
import io.carillon.proxy.checkpoint.Checkpoint.LegMedia;
import io.carillon.proxy.checkpoint.Checkpoint.LegState;
import io.carillon.proxy.signalling.Identity;
import io.carillon.proxy.signalling.Signalling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call on the signalling loop: the caller's leg, the callees' legs, and the fork that chooses among them. What its
 * virtual thread asks ({@link CallCommands}) is handed over to the loop; what happens goes into the {@link Inbox}.
 */
final class Call implements CallCommands, InboundLeg.Listener, OutboundLeg.Listener {
    /** States that follow each other within this time are stored once, and a call that is over by then never. */
    private static final Duration GATHERING = Duration.ofMillis(200);

    private final Signalling signalling;
    private final Home home;
    private final String id;
    private final Invitation invitation;
    private final Inbox inbox;
    private final InboundLeg caller;
    private final DialogUse callerUse;
    private final Optional<SessionTimer> callerSession;
    private final Map<LegId, OutboundLeg> callees = new LinkedHashMap<>();
    private @Nullable Fork fork;
    private @Nullable Timer dialTimer;
    private @Nullable Timer pauseTimer;
    private @Nullable Checkpoint reached;
    private @Nullable Timer storeTimer;
    private boolean over;

    /**
     * What the call belongs to.
     *
     * @param over told once the call's plan and its legs have come to their end
     */
    record Home(Dialogs dialogs, CallKeeper keeper, Runnable over) {}

    /** On the loop. */
    Call(Signalling signalling, Home home, Invitation invitation, Admission admission, Dialog dialog, Inbox inbox) {
        this.signalling = signalling;
        this.home = home;
        this.id = FactId.at(signalling.loop().now());
        this.invitation = invitation;
        this.inbox = inbox;
        ServerTransaction invite = admission.transaction();
        boolean natted = admission.caller().forceRport() != Account.Nat.NO;
        SessionTimer.Policy sessions = admission.caller().sessions();
        SessionTimer.Answer session = SessionTimer.answer(invite.request(), sessions);
        this.caller = new InboundLeg(signalling, invite, natted, session, dialog, this);
        boolean offered = invite.request().body().length == 0;
        this.callerUse = new DialogUse(
                signalling,
                caller.inDialog(),
                new DialogUse.Side(CallMedia.CALLER, false, sessions, caller),
                inbox,
                offered,
                this::dialogChanged);
        this.callerSession = session.timer();
        home.dialogs().add(callerUse);
    }

    String id() {
        return id;
    }

    /** The process stops: as if the caller had left, so that the plan comes to its end. */
    void shutDown() {
        callerGone(Departure.SHUT_DOWN);
    }

    void cancelled() {
        caller.on(new CallerLeg.Input.Cancelled());
    }

    // What the call's virtual thread asks.

    @Override
    public void provisional(int status, Optional<String> sdp) {
        onCaller(new CallerLeg.Input.Provisional(status, sdp));
    }

    @Override
    public void accept(String sdp) {
        onCaller(new CallerLeg.Input.Accept(sdp));
    }

    @Override
    public void refuse(int status) {
        onCaller(new CallerLeg.Input.Refuse(status));
    }

    @Override
    public Identity identity() {
        return signalling.identity();
    }

    @Override
    public void dial(List<OfferedRoute> routes, Optional<Duration> timeout) {
        signalling.loop().execute(() -> startDial(routes, timeout));
    }

    @Override
    public void hangUpCallee(LegId leg) {
        signalling.loop().execute(() -> {
            OutboundLeg callee = callees.get(leg);
            if (callee != null) {
                callee.on(new CalleeLeg.Input.HangUp());
            }
        });
    }

    @Override
    public void pause(Duration duration) {
        signalling
                .loop()
                .execute(() ->
                        pauseTimer = signalling.loop().schedule(duration, () -> inbox.put(new CallEvent.PauseOver())));
    }

    @Override
    public void finish(int status) {
        signalling.loop().execute(() -> {
            caller.on(new CallerLeg.Input.HangUp(status));
            callees.values().forEach(leg -> leg.on(new CalleeLeg.Input.HangUp()));
            cancel(dialTimer);
            cancel(pauseTimer);
        });
    }

    @Override
    public void over() {
        signalling.loop().execute(() -> {
            over = true;
            cancel(storeTimer);
            home.keeper().forget(id);
            home.over().run();
        });
    }

    @Override
    public void checkpoint(Checkpoint withoutDialogs) {
        signalling.loop().execute(() -> reached(withoutDialogs));
    }

    @Override
    public void measured(List<LegMedia> figures) {
        signalling.loop().execute(() -> {
            if (reached != null) {
                reached(reached.measured(figures));
            }
        });
    }

    private void dialogChanged() {
        if (reached != null) {
            reached(reached);
        }
    }

    private void reached(Checkpoint state) {
        reached = state;
        if (storeTimer == null && !over) {
            storeTimer = signalling.loop().schedule(GATHERING, this::store);
        }
    }

    private void store() {
        storeTimer = null;
        if (reached == null) {
            return;
        }
        List<LegState> legs = new ArrayList<>();
        legs.add(caller.inDialog().state(CallMedia.CALLER));
        callees.values().forEach(leg -> leg.established().ifPresent(dialog -> legs.add(dialog.state(leg.id()))));
        home.keeper().keep(reached.with(legs));
    }

    private void onCaller(CallerLeg.Input input) {
        signalling.loop().execute(() -> caller.on(input));
    }

    // The fork.

    private void startDial(List<OfferedRoute> routes, Optional<Duration> timeout) {
        if (caller.state() instanceof CallerLeg.Ended) {
            return;
        }
        Map<LegId, String> branches = new LinkedHashMap<>();
        routes.forEach(offered ->
                branches.put(offered.route().leg(), offered.route().callee().name()));
        perform(Fork.begin(branches, timeout), Optional.empty());
        for (OfferedRoute offered : routes) {
            SipRequest invite = invitation.to(offered, signalling.identity());
            callees.put(offered.route().leg(), new OutboundLeg(offered.route(), invite, signalling, this));
        }
    }

    private void limitDial(Duration limit) {
        cancel(dialTimer);
        dialTimer = signalling.loop().schedule(limit, () -> onFork(new Fork.Input.TimeUp(), Optional.empty()));
    }

    private void onFork(Fork.Input input, Optional<String> sdp) {
        if (fork == null) {
            return;
        }
        perform(Fork.on(fork, input), sdp);
    }

    private void perform(Step<Fork, Fork.Action> step, Optional<String> sdp) {
        fork = step.state();
        for (Fork.Action action : step.actions()) {
            switch (action) {
                case Fork.Action.Abandon(LegId leg, boolean elsewhere) -> {
                    OutboundLeg callee = callees.get(leg);
                    if (callee != null) {
                        callee.on(new CalleeLeg.Input.Abandon(elsewhere));
                    }
                }
                case Fork.Action.Limit(Duration time) -> limitDial(time);
                case Fork.Action.Tell(Fork.Outcome outcome) -> {
                    cancel(dialTimer);
                    inbox.put(new CallEvent.DialDecided(outcome, sdp));
                }
            }
        }
    }

    // What the legs tell.

    @Override
    public void callerAccepted() {
        callerUse.begin(callerSession);
        inbox.put(new CallEvent.Accepted());
    }

    @Override
    public void callerGone(Departure departure) {
        inbox.put(new CallEvent.CallerGone(departure));
        onFork(new Fork.Input.CallerLeft(), Optional.empty());
    }

    @Override
    public void callerEnded() {
        home.dialogs().forget(caller.inDialog());
    }

    @Override
    public void ringing(OutboundLeg leg, int status, Optional<String> sdp) {
        onFork(new Fork.Input.Provisional(leg.id()), Optional.empty());
        var _ = inbox.offer(new CallEvent.Ringing(leg.id(), status, sdp));
    }

    @Override
    public void answered(OutboundLeg leg, InDialog dialog, Optional<String> sdp, Optional<SessionTimer> session) {
        DialogUse.Side side =
                new DialogUse.Side(leg.id(), true, leg.route().callee().sessions(), leg);
        DialogUse use = new DialogUse(signalling, dialog, side, inbox, false, this::dialogChanged);
        use.begin(session);
        home.dialogs().add(use);
        onFork(new Fork.Input.Answered(leg.id()), sdp);
    }

    @Override
    public void failed(OutboundLeg leg, int status, Optional<SipResponse> response) {
        Optional<String> extension = status >= 300 && status < 400
                ? response.flatMap(redirection -> invitation.localExtension(
                        redirection, signalling.identity(), leg.route().flow()))
                : Optional.empty();
        // A redirection to somewhere that is not ours is not followed: the phone is as good as away.
        Fork.Input input = extension
                .<Fork.Input>map(number -> new Fork.Input.Forwarded(leg.id(), number))
                .orElseGet(() -> new Fork.Input.Failed(leg.id(), status < 400 ? 480 : status));
        onFork(input, Optional.empty());
    }

    @Override
    public void gone(OutboundLeg leg, Departure departure) {
        inbox.put(new CallEvent.CalleeGone(leg.id(), departure));
    }

    @Override
    public void ended(InDialog dialog) {
        home.dialogs().forget(dialog);
    }

    private static void cancel(@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
