package io.carillon.proxy.call;

import io.carillon.config.Position;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.Printable;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.call.CallsInProgress.State;
import io.carillon.proxy.dialplan.CallSoFar;
import io.carillon.proxy.dialplan.Caller;
import io.carillon.proxy.dialplan.Channel;
import io.carillon.proxy.dialplan.DialRequest;
import io.carillon.proxy.dialplan.DialResult;
import io.carillon.proxy.dialplan.Ending;
import io.carillon.proxy.dialplan.HungUp;
import io.carillon.proxy.dialplan.Plan;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * A call as its dial plan sees it: straight-line code on the call's virtual thread over a {@link Call} that lives on the
 * signalling loop. Commands go to the loop without waiting; what happens comes back through the {@link Inbox}.
 */
final class CallChannel implements Channel {
    private static final Logger LOG = Logger.getLogger(CallChannel.class);

    private final CallCommands call;
    private final Inbox inbox;
    private final CallMedia media;
    private final Routing routing;
    private final CallRecord record;
    private final InstantSource clock;
    private final Plan plan;
    private final Parties parties;
    private final Set<LegId> arriving = new HashSet<>();
    private final CallsInProgress inProgress;
    private Caller caller;
    private State state = State.PLAN;
    private final Map<LegId, Departure> departed = new HashMap<>();
    private boolean answered;

    CallChannel(
            CallCommands call,
            Inbox inbox,
            CallMedia media,
            Routing routing,
            CallRecord record,
            InstantSource clock,
            CallsInProgress inProgress,
            Plan plan,
            Parties parties,
            Caller caller) {
        this.call = call;
        this.inbox = inbox;
        this.media = media;
        this.routing = routing;
        this.record = record;
        this.clock = clock;
        this.inProgress = inProgress;
        this.plan = plan;
        this.parties = parties;
        this.caller = caller;
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public CallSoFar soFar() {
        return record.soFar();
    }

    @Override
    public void present(String name, String number) {
        Account account = account(media.caller());
        caller = new Caller(account.name(), number, name, caller.dialled());
        call.present(account.showing(name, number, account.anonymous()));
    }

    @Override
    public void note(String field, String value) {
        record.note(field, value);
    }

    @Override
    public void userEvent(String name, Map<String, String> fields) {
        record.userEvent(name, fields);
    }

    @Override
    public boolean answered() {
        return answered;
    }

    @Override
    public void ring() {
        inbox.poll(this::meanwhile);
        call.provisional(180, Optional.empty());
    }

    @Override
    public void progress() {
        inbox.poll(this::meanwhile);
        call.provisional(183, Optional.empty());
    }

    @Override
    public void answer() {
        inbox.poll(this::meanwhile);
        if (answered) {
            return;
        }
        switch (media.answerAlone()) {
            case CallMedia.Outcome.Sdp(String sdp) -> accept(sdp, Optional.empty());
            case CallMedia.Outcome.Refused(CallMedia.Refusal refusal) -> refuse(refusal);
        }
    }

    @Override
    public void pause(Duration duration) {
        call.pause(duration);
        inbox.await(
                event -> event instanceof CallEvent.PauseOver ? Optional.of(event) : Optional.empty(), this::meanwhile);
    }

    @Override
    public void log(Position position, String text) {
        LOG.infof("%s: %s", position, text);
    }

    @Override
    public DialResult dial(DialRequest request) {
        inbox.poll(this::meanwhile);
        try {
            return new OneDial(this, call, inbox, media, record, parties, clock)
                    .run(routing.find(request.targets()), request);
        } finally {
            be(State.PLAN);
        }
    }

    /** Sends 200 with this SDP where the caller has none yet; returns when it is out. */
    void accept(String sdp, Optional<LegId> by) {
        if (answered) {
            return;
        }
        media.callerAgreed();
        call.accept(sdp);
        inbox.await(
                event -> event instanceof CallEvent.Accepted ? Optional.of(event) : Optional.empty(), this::meanwhile);
        answered = true;
        record.answered(by);
        call.checkpoint(record.checkpoint(media.place(), media.agreed()));
    }

    private void refuse(CallMedia.Refusal refusal) {
        LOG.warnf("The call cannot be answered: %s", Printable.line(refusal.why()));
        call.refuse(refusal.status());
        throw new HungUp(new Ending(refusal.status(), Q850.ofStatus(refusal.status())));
    }

    /** What may happen at any time, whatever the plan is waiting for. */
    void meanwhile(CallEvent event) {
        switch (event) {
            case CallEvent.Reoffer(DialogUse dialog, LegId leg, var transaction, Optional<String> sdp) -> {
                if (sdp.isPresent()) {
                    // A hold, or something else that is new: both come back to the relay, and this one by our answer.
                    comeBack(Optional.of(leg));
                }
                dialog.answer(transaction, renegotiated(leg, sdp, transaction.request()));
            }
            case CallEvent.OfferWanted(DialogUse dialog, LegId leg) -> {
                if (media.offerAgain(leg) instanceof CallMedia.Outcome.Sdp(String sdp)) {
                    dialog.offer(sdp);
                }
            }
            case CallEvent.OfferAnswered(LegId leg, String sdp) -> {
                arriving.remove(leg);
                if (media.answered(leg, sdp) instanceof CallMedia.Outcome.Refused(CallMedia.Refusal refusal)) {
                    LOG.warnf("The answer to our offer cannot be used: %s", Printable.line(refusal.why()));
                }
            }
            case CallEvent.KeyPressed pressed -> pressed(pressed);
            case CallEvent.OfferRefused(LegId leg, int status) -> {
                if (arriving.remove(leg)) {
                    LOG.warnf("%s does not take the call over: %d", account(leg).name(), status);
                    call.drop(leg, status);
                } else {
                    comeBack(Optional.of(leg));
                }
            }
            case CallEvent.Referred referred -> referred.referral().refused(603);
            case CallEvent.Replaced replaced -> replaced(replaced);
            case CallEvent.CalleeGone(LegId leg, Departure how) -> {
                departed.put(leg, how);
                if (leg.equals(media.caller())) {
                    // It left before the signalling loop knew that it had become the caller.
                    inbox.put(new CallEvent.CallerGone(how));
                }
            }
            case CallEvent.Ringing _,
                    CallEvent.Accepted(),
                    CallEvent.DialDecided _,
                    CallEvent.CallerGone _,
                    CallEvent.HandedOver _,
                    CallEvent.PauseOver() -> LOG.debugf("too late: %s", event);
        }
    }

    /** Empty where nothing is offered and nothing asked for: an UPDATE that only shows that its sender is there. */
    private Optional<CallMedia.Outcome> renegotiated(LegId leg, Optional<String> sdp, SipRequest request) {
        return sdp.map(text -> media.reoffered(leg, text))
                .or(() -> request.is(Method.INVITE) ? Optional.of(media.offerAgain(leg)) : Optional.empty());
    }

    /** The two who talk send to each other, where their accounts and their networks allow it (directmedia). */
    void goDirect() {
        Optional<LegId> other = media.joined();
        if (other.isPresent()
                && mayGoDirect(account(media.caller()), account(other.get()))
                && media.nobodyIsBeyondNat()) {
            media.goDirect().ifPresent(this::offer);
        }
    }

    private static boolean mayGoDirect(Account one, Account other) {
        return one.media().direct()
                && other.media().direct()
                && one.symmetricMedia() != Account.Nat.YES
                && other.symmetricMedia() != Account.Nat.YES
                && one.media().keysByInfo() == other.media().keysByInfo();
    }

    /** Nobody sends past the relay any more; this leg needs no offer for that. */
    private void comeBack(Optional<LegId> spared) {
        if (media.isDirect()) {
            offer(media.comeBack(spared));
        }
    }

    private void offer(Map<LegId, String> offers) {
        offers.forEach((leg, sdp) -> call.offer(leg, sdp, account(leg).media().directByUpdate()));
    }

    /** A key goes on to the other side, the way that its account says. */
    private void pressed(CallEvent.KeyPressed event) {
        if (!event.byRtp()) {
            record.pressed(event.leg(), event.key());
        }
        media.otherSide(event.leg()).ifPresent(other -> {
            if (account(other).media().keysByInfo()) {
                call.press(other, event.key());
            } else if (!event.byRtp()) {
                media.press(other, event.key());
            }
        });
    }

    /** A contact of a callee is called. */
    void dialling(Route route) {
        parties.called(route.leg(), route.callee());
        record.dialling(route);
    }

    /** Whose leg it is. */
    Account account(LegId leg) {
        return parties.of(leg);
    }

    /** Whether this account could dial the extension. */
    boolean knows(Account account, String extension) {
        return plan.has(account.context(), extension, account.callerNumber());
    }

    /** Whom the caller was joined with is the caller from now on. */
    void becomes(LegId successor) {
        parties.left(media.caller());
        comeBack(Optional.of(media.caller()));
        media.succeed(successor);
        caller = caller(account(successor));
        Departure gone = departed.get(successor);
        if (gone != null) {
            inbox.put(new CallEvent.CallerGone(gone));
        }
    }

    /** The callee has handed the call over: the caller goes on alone. */
    void isLeft(LegId callee) {
        comeBack(Optional.of(callee));
        media.leave(callee);
    }

    private Caller caller(Account account) {
        return new Caller(account.name(), account.callerNumber(), account.callerName(), caller.dialled());
    }

    /** Somebody has come in the place of a party; media follows. */
    private void replaced(CallEvent.Replaced event) {
        LegId newcomer = event.newcomer();
        Newcomer party = event.party();
        comeBack(Optional.of(event.gone()));
        parties.left(event.gone());
        parties.arrived(newcomer, party.account());
        record.replaced(event.gone(), newcomer, party);
        if (event.gone().equals(media.caller())) {
            caller = caller(party.account());
        }
        switch (party.approach()) {
            case Newcomer.Approach.Connected() ->
                arrange(event, Optional.empty(), sdp -> {
                    arriving.add(newcomer);
                    call.offer(newcomer, sdp, false);
                });
            case Newcomer.Approach.Inviting(Optional<String> offer) ->
                arrange(event, offer, sdp -> call.acceptNewcomer(newcomer, sdp));
        }
        call.checkpoint(record.checkpoint(media.place(), media.agreed()));
    }

    private void arrange(CallEvent.Replaced event, Optional<String> offer, Consumer<String> tell) {
        switch (media.replace(event.gone(), event.newcomer(), event.party().media(), offer)) {
            case CallMedia.Outcome.Sdp(String sdp) -> tell.accept(sdp);
            case CallMedia.Outcome.Refused(CallMedia.Refusal refusal) -> {
                LOG.warnf(
                        "%s cannot take the call over: %s",
                        event.party().account().name(), Printable.line(refusal.why()));
                call.drop(event.newcomer(), refusal.status());
            }
        }
    }

    void be(State next) {
        inProgress.move(state, next);
        state = next;
    }

    /** How this callee left, if it did while the plan looked elsewhere. */
    Optional<Departure> departure(LegId leg) {
        return Optional.ofNullable(departed.get(leg));
    }

    /** The call is over, whatever it was doing. */
    void ended() {
        inProgress.end(state);
        parties.end();
    }
}
