package io.carillon.proxy.call;

import io.carillon.config.Position;
import io.carillon.facts.CallFact.Hangup;
import io.carillon.facts.CallFact.Transfer;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.media.Sound;
import io.carillon.protocol.sip.Printable;
import io.carillon.protocol.sip.voicemail.VoicemailRequest;
import io.carillon.protocol.sip.voicemail.VoicemailResult;
import io.carillon.proxy.account.Account;
import io.carillon.proxy.call.CallsInProgress.State;
import io.carillon.proxy.dialplan.CallSoFar;
import io.carillon.proxy.dialplan.Caller;
import io.carillon.proxy.dialplan.Channel;
import io.carillon.proxy.dialplan.DialMatch;
import io.carillon.proxy.dialplan.DialRequest;
import io.carillon.proxy.dialplan.DialResult;
import io.carillon.proxy.dialplan.DialStatus;
import io.carillon.proxy.dialplan.Ending;
import io.carillon.proxy.dialplan.HungUp;
import io.carillon.proxy.dialplan.Plan;
import io.carillon.proxy.dialplan.VoicemailVisit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Renegotiation renegotiation;
    private final Listening listening;
    private final KeyRouting keys;
    private final Succession succession;
    private final CallsInProgress inProgress;
    private Caller caller;
    private State state = State.PLAN;
    private final Map<LegId, Departure> departed = new HashMap<>();
    private VoicemailResult visited = VoicemailResult.success();
    private boolean answered;
    /** Whether a provisional response has told the caller where to send. */
    private boolean described;

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
        this.listening = new Listening(inbox, call, media.bridge(), this::meanwhile);
        this.keys = new KeyRouting(call, media.bridge(), record, parties, listening);
        this.renegotiation = new Renegotiation(call, media, parties, this::checkpoint);
        this.succession = new Succession(call, media, record, parties, renegotiation);
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
        Account account = account(media.bridge().caller());
        caller = new Caller(account.name(), number, name, caller.dialled(), caller.language());
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
        if (!earlyMedia()) {
            call.provisional(183, Optional.empty());
        }
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
        listening.pause(duration);
    }

    @Override
    public Played play(List<Sound> sounds, String cutBy) {
        inbox.poll(this::meanwhile);
        return earlyMedia() ? listening.play(sounds, cutBy) : Played.NOTHING;
    }

    @Override
    public void playOn(List<Sound> sounds) {
        inbox.poll(this::meanwhile);
        entertain(sounds);
    }

    /** Plays on; false for a caller that cannot hear us yet. */
    boolean entertain(List<Sound> sounds) {
        boolean hears = earlyMedia();
        if (hears) {
            listening.playOn(sounds);
        }
        return hears;
    }

    /** A callee hears this before it hears the caller; false where it has left by then. */
    boolean announced(LegId leg, List<Sound> sounds) {
        listening.announce(leg, sounds, () -> departed.containsKey(leg));
        return !departed.containsKey(leg);
    }

    /** What comes when so much time has passed. */
    CallEvent alarm(Duration time) {
        return listening.alarm(time);
    }

    /** Keys in for a party what the plan says; see {@link KeyRouting#keyIn}. */
    void keyIn(LegId leg, String text) {
        keys.keyIn(leg, text);
    }

    @Override
    public void playNothing() {
        listening.playNothing();
    }

    @Override
    public Optional<Character> key(Duration timeout) {
        return listening.key(timeout);
    }

    @Override
    public void forgetKeys() {
        inbox.poll(this::meanwhile);
        listening.forgetKeys();
    }

    @Override
    public void echo(char until) {
        inbox.poll(this::meanwhile);
        if (earlyMedia()) {
            listening.echo(until);
        }
    }

    /** The caller can hear us from now on, answered or not; false where it has offered nothing yet. */
    private boolean earlyMedia() {
        if (answered || described || !media.mayTellEarly()) {
            return answered || described;
        }
        switch (media.answerAlone()) {
            case CallMedia.Outcome.Sdp(String sdp) -> {
                described = true;
                call.provisional(183, Optional.of(sdp));
            }
            case CallMedia.Outcome.Refused(CallMedia.Refusal refusal) -> refuse(refusal);
        }
        return true;
    }

    @Override
    public boolean transfer(String user, Optional<String> host) {
        inbox.poll(this::meanwhile);
        SendingOn elsewhere = new SendingOn(call, inbox, media.bridge(), listening::alarm, this::meanwhile);
        if (answered) {
            return elsewhere.refer(user, host);
        }
        elsewhere.redirect(user, host);
        return true;
    }

    @Override
    public void log(Position position, String text) {
        LOG.infof("%s: %s", position, text);
    }

    @Override
    public DialResult dial(DialRequest request) {
        inbox.poll(this::meanwhile);
        try {
            return new OneDial(this, call, inbox, media, record, parties, clock, request.options())
                    .run(routing.find(request.targets()), request.timeout());
        } finally {
            be(State.PLAN);
        }
    }

    @Override
    public VoicemailResult voicemail(VoicemailVisit visit) {
        inbox.poll(this::meanwhile);
        visited = VoicemailResult.success();
        VoicemailRequest request =
                Voicemail.request(visit, caller, record.soFar().id(), media.relay());
        record.confidential(true);
        try {
            DialResult ended = new OneDial(this, call, inbox, media, record, parties, clock, Voicemail.OPTIONS)
                    .run(routing.voicemail(request), Optional.of(Voicemail.PATIENCE));
            return ended.status() == DialStatus.ANSWER ? visited : VoicemailResult.failed();
        } finally {
            record.confidential(false);
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
        checkpoint();
    }

    private void checkpoint() {
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
            case CallEvent.Reoffer reoffer -> renegotiation.on(reoffer);
            case CallEvent.OfferWanted wanted -> renegotiation.on(wanted);
            case CallEvent.OfferAnswered given -> renegotiation.on(given);
            case CallEvent.OfferRefused refused -> renegotiation.on(refused);
            case CallEvent.KeyPressed pressed -> keys.pressed(pressed);
            case CallEvent.VoicemailLeft(VoicemailResult result) -> visited = result;
            case CallEvent.Referred referred -> referred.referral().refused(603);
            case CallEvent.Replaced replaced -> replaced(replaced);
            case CallEvent.HandedOver(AttendedTransfer transfer) -> throw handedOver(transfer);
            case CallEvent.CalleeGone(LegId leg, Departure how) -> {
                departed.put(leg, how);
                if (leg.equals(media.bridge().caller())) {
                    // It left before the signalling loop knew that it had become the caller.
                    inbox.put(new CallEvent.CallerGone(how));
                }
            }
            case CallEvent.Ringing _,
                    CallEvent.Accepted(),
                    CallEvent.DialDecided _,
                    CallEvent.CallerGone _,
                    CallEvent.ReferralEnded _,
                    CallEvent.Played _,
                    CallEvent.PauseOver _ -> LOG.debugf("too late: %s", event);
        }
    }

    /** Nobody is left, whatever the plan was waiting for. */
    private HungUp handedOver(AttendedTransfer transfer) {
        boolean callerHasGone = transfer.party().equals(media.bridge().caller());
        record.transferred(transfer.referrer(), transfer.target().extension(), Transfer.ATTENDED);
        record.hungUp(callerHasGone ? Hangup.CALLEE : Hangup.CALLER);
        return new HungUp(Ending.NORMAL);
    }

    /** The two who talk send to each other, where that is allowed and possible. */
    void goDirect() {
        renegotiation.goDirect();
    }

    /** The caller is joined with nobody any more. */
    void alone() {
        media.bridge().part();
        listening.alone();
        renegotiation.alone();
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

    /** What digits lead to in a context for somebody of this account. */
    DialMatch match(String context, String digits, Account account) {
        return plan.match(context, digits, account.callerNumber());
    }

    /** Whom the caller was joined with is the caller from now on. */
    void becomes(LegId successor) {
        succession.becomes(successor);
        caller = caller(account(successor));
        Departure gone = departed.get(successor);
        if (gone != null) {
            inbox.put(new CallEvent.CallerGone(gone));
        }
    }

    /** The callee has handed the call over: the caller goes on alone. */
    void isLeft(LegId callee) {
        succession.isLeft(callee);
    }

    private Caller caller(Account account) {
        return new Caller(
                account.name(), account.callerNumber(), account.callerName(), caller.dialled(), account.language());
    }

    /** Somebody has come in the place of a party; media follows. */
    private void replaced(CallEvent.Replaced event) {
        boolean isCaller = event.gone().equals(media.bridge().caller());
        if (isCaller) {
            caller = caller(event.party().account());
        }
        succession.replaced(event);
        if (isCaller) {
            listening.callerReplaced();
        }
        checkpoint();
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
