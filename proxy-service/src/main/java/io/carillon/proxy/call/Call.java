package io.carillon.proxy.call;

import io.carillon.facts.FactId;
import io.carillon.protocol.datagram.Timer;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.protocol.sip.SipResponse;
import io.carillon.protocol.sip.SipUri;
import io.carillon.protocol.sip.dialog.Dialog;
import io.carillon.protocol.sip.dialog.KeyPress;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.checkpoint.CallKeeper;
import io.carillon.proxy.dialplan.Executed;
import io.carillon.proxy.signalling.Signalling;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call on the signalling loop: its legs, and the fork that chooses among those that ring. What its virtual thread asks
 * comes by {@link CallCommands}; what happens goes into the {@link Inbox}. Owned by the loop.
 */
final class Call implements LegOwner, OutboundLeg.Listener {
    private final Signalling signalling;
    private final Home home;
    private final String id;
    private final Inbox inbox;
    private final InboundLeg inbound;
    private final CallLegs legs;
    private final LegSuccession succession;
    private final ForkRun fork;
    private final CheckpointKeeping kept;
    private final CallCommands commands;
    private Invitation invitation;
    private @Nullable Timer pauseTimer;
    private volatile @Nullable Executed running;

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
        this.inbound = new InboundLeg(
                signalling,
                home.dialogs(),
                Bridge.CALLER,
                admission.transaction(),
                admission.caller(),
                dialog,
                this,
                () -> inbox.put(new CallEvent.Accepted()));
        this.legs = new CallLegs(inbound);
        this.succession = new LegSuccession(
                signalling,
                home.dialogs(),
                legs,
                inbox,
                this,
                caller -> this.invitation = this.invitation.from(caller));
        this.fork = new ForkRun(signalling.loop(), legs, inbox);
        this.kept = new CheckpointKeeping(signalling, home.keeper(), legs);
        this.commands = new LoopCommands(signalling, this);
    }

    String id() {
        return id;
    }

    /** The process stops: as if the caller had left, so that the plan comes to its end. */
    void shutDown() {
        callerGone(Departure.SHUT_DOWN);
    }

    /** An administrator ends the call: as if the caller had left. */
    Call end() {
        callerGone(Departure.ENDED);
        return this;
    }

    /** An administrator ends the part of one party; false where it has none. */
    boolean end(String leg) {
        Optional<Leg> found = legs.find(new LegId(leg)).filter(party -> !party.ended());
        found.ifPresent(this::end);
        return found.isPresent();
    }

    private void end(Leg leg) {
        if (legs.isCaller(leg)) {
            callerGone(Departure.ENDED);
        } else if (leg.established().isPresent()) {
            leg.hangUp(200);
            gone(leg, Departure.ENDED);
        } else {
            leg.hangUp(480);
            fork.on(new Fork.Input.Failed(leg.id(), 480));
        }
    }

    /** The call's own thread runs this now. */
    void runs(Executed step) {
        running = step;
    }

    /** What an administrator sees; empty until the plan has begun. */
    Optional<CallView> view() {
        return kept.last().map(reached -> CallViewing.of(reached, legs, Optional.ofNullable(running)));
    }

    void cancelled() {
        on(new CallerLeg.Input.Cancelled());
    }

    // What the call's plan asks, by CallCommands.

    CallCommands commands() {
        return commands;
    }

    void on(CallerLeg.Input input) {
        inbound.on(input);
    }

    void redirect(String user, Optional<String> host) {
        inbound.redirect(elsewhere(inbound.use().dialog(), user, host));
    }

    void refer(LegId leg, String user, Optional<String> host) {
        established(leg).ifPresent(use -> use.referring().refer(elsewhere(use.dialog(), user, host)));
    }

    /** A user where the party knows us to be, unless another host is named. */
    private static SipUri elsewhere(InDialog dialog, String user, Optional<String> host) {
        return host.flatMap(name -> SipUri.tryParse("sip:" + name))
                .orElseGet(() -> dialog.dialog().local().uri().bare())
                .withUser(user);
    }

    private Optional<DialogUse> established(LegId leg) {
        return legs.find(leg).flatMap(Leg::established);
    }

    void dial(List<OfferedRoute> routes, Optional<Duration> timeout) {
        if (legs.caller().filter(caller -> !caller.ended()).isEmpty()) {
            return;
        }
        legs.forgetEnded();
        fork.begin(routes, timeout);
        for (OfferedRoute offered : routes) {
            SipRequest invite = invitation.to(offered, signalling.identity());
            legs.add(new OutboundLeg(offered.route(), invite, signalling, home.dialogs(), this, this));
        }
    }

    void hangUpCallee(LegId leg) {
        legs.callee(leg).ifPresent(callee -> callee.hangUp(200));
    }

    void offer(LegId leg, String sdp, boolean byUpdate) {
        established(leg).ifPresent(use -> use.offers().make(sdp, byUpdate));
    }

    void press(LegId leg, KeyPress key) {
        established(leg).ifPresent(use -> use.dialog().press(key));
    }

    void drop(LegId leg, int status) {
        legs.find(leg).ifPresent(dropped -> {
            dropped.hangUp(status);
            gone(dropped, Departure.LOST);
        });
    }

    void pause(long pause, Duration duration) {
        cancel(pauseTimer);
        pauseTimer = signalling.loop().schedule(duration, () -> inbox.put(new CallEvent.PauseOver(pause)));
    }

    void present(Account caller) {
        invitation = invitation.from(caller);
    }

    /** What is stored of it. */
    CheckpointKeeping kept() {
        return kept;
    }

    /** Whose place is taken by whom. */
    LegSuccession succession() {
        return succession;
    }

    void finish(int status) {
        // Whoever stored it now would store a call without its legs.
        kept.end();
        legs.all().forEach(leg -> leg.hangUp(status));
        legs.close();
        fork.stop();
        cancel(pauseTimer);
    }

    void over() {
        home.keeper().forget(id);
        home.over().run();
    }

    // What the legs tell.

    private void callerGone(Departure departure) {
        inbox.put(new CallEvent.CallerGone(departure));
        fork.on(new Fork.Input.CallerLeft());
    }

    @Override
    public void dialogChanged() {
        kept.dialogChanged();
    }

    @Override
    public boolean offer(CallEvent.Chatter event) {
        return inbox.offer(event);
    }

    @Override
    public void gone(Leg leg, Departure departure) {
        if (legs.isCaller(leg)) {
            callerGone(departure);
        } else {
            inbox.put(new CallEvent.CalleeGone(leg.id(), departure));
        }
    }

    @Override
    public void ringing(OutboundLeg leg, int status, Optional<String> sdp) {
        fork.on(new Fork.Input.Provisional(leg.id()));
        var _ = inbox.offer(new CallEvent.Ringing(leg.id(), status, sdp));
    }

    @Override
    public void answered(OutboundLeg leg, Optional<String> sdp) {
        fork.on(new Fork.Input.Answered(leg.id()), sdp);
    }

    @Override
    public void failed(OutboundLeg leg, int status, Optional<SipResponse> response) {
        Optional<String> extension = status >= 300 && status < 400
                ? response.flatMap(
                        redirection -> invitation.localExtension(redirection, signalling.identity(), leg.flow()))
                : Optional.empty();
        // A redirection to somewhere that is not ours is not followed: the phone is as good as away.
        Fork.Input input = extension
                .<Fork.Input>map(number -> new Fork.Input.Forwarded(leg.id(), number))
                .orElseGet(() -> new Fork.Input.Failed(leg.id(), status < 400 ? 480 : status));
        fork.on(input);
    }

    private static void cancel(@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
