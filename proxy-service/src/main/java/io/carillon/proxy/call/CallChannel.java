package io.carillon.proxy.call;

import io.carillon.config.Position;
import io.carillon.facts.CallFact.Hangup;
import io.carillon.facts.CallFact.Transfer;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.media.Sound;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * A call as its dial plan sees it: straight-line code on the call's virtual thread over a {@link Call} that lives on the
 * signalling loop. Commands go to the loop without waiting; what happens comes back through the {@link Inbox}. Each thing that
 * a call does is done by a class of its own: {@link Answering}, {@link Listening}, {@link OneDial}, {@link Renegotiation},
 * {@link Succession}, {@link KeyRouting}.
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
    private final Answering answering;
    private final Renegotiation renegotiation;
    private final Listening listening;
    private final KeyRouting keys;
    private final Succession succession;
    private final CallsInProgress inProgress;
    private State state = State.PLAN;
    private VoicemailResult visited = VoicemailResult.success();

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
        this.answering = new Answering(call, inbox, media, record, this::meanwhile);
        this.listening = new Listening(inbox, call, media.bridge(), this::meanwhile);
        this.keys = new KeyRouting(call, media.bridge(), record, parties, listening);
        this.renegotiation = new Renegotiation(call, media, parties, this::checkpoint);
        this.succession = new Succession(call, inbox, media, record, parties, renegotiation, caller);
    }

    @Override
    public Caller caller() {
        return succession.caller();
    }

    @Override
    public CallSoFar soFar() {
        return record.soFar();
    }

    @Override
    public void present(String name, String number) {
        succession.present(name, number);
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
        return answering.isDone();
    }

    @Override
    public void ring() {
        inbox.poll(this::meanwhile);
        call.provisional(180, Optional.empty());
    }

    @Override
    public void progress() {
        inbox.poll(this::meanwhile);
        if (!answering.begin()) {
            call.provisional(183, Optional.empty());
        }
    }

    @Override
    public void answer() {
        inbox.poll(this::meanwhile);
        if (answering.alone()) {
            checkpoint();
        }
    }

    @Override
    public void pause(Duration duration) {
        listening.pause(duration);
    }

    @Override
    public Played play(List<Sound> sounds, String cutBy) {
        inbox.poll(this::meanwhile);
        return answering.begin() ? listening.play(sounds, cutBy) : Played.NOTHING;
    }

    @Override
    public void playOn(List<Sound> sounds) {
        inbox.poll(this::meanwhile);
        entertain(sounds);
    }

    /** Plays on; false for a caller that cannot hear us yet. */
    boolean entertain(List<Sound> sounds) {
        boolean hears = answering.begin();
        if (hears) {
            listening.playOn(sounds);
        }
        return hears;
    }

    /** A callee hears this before it hears the caller; false where it has left by then. */
    boolean announced(LegId leg, List<Sound> sounds) {
        listening.announce(leg, sounds, () -> parties.departure(leg).isPresent());
        return parties.departure(leg).isEmpty();
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
        if (answering.begin()) {
            listening.echo(until);
        }
    }

    @Override
    public boolean transfer(String user, Optional<String> host) {
        inbox.poll(this::meanwhile);
        SendingOn elsewhere = new SendingOn(call, inbox, media.bridge(), listening::alarm, this::meanwhile);
        if (answering.isDone()) {
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
        VoicemailRequest request = Voicemail.request(
                visit,
                parties.of(media.bridge().caller()),
                caller().dialled(),
                record.soFar().id(),
                media.relay());
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

    /** Answers the caller, where it is not answered yet, with this SDP of who has answered; returns when it is out. */
    void accept(String sdp, LegId by) {
        if (answering.with(sdp, Optional.of(by))) {
            checkpoint();
        }
    }

    private void checkpoint() {
        call.checkpoint(record.checkpoint(media.place(), media.agreed()));
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
                parties.departed(leg, how);
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
                    CallEvent.MediaLost(),
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
    }

    /** The callee has handed the call over: the caller goes on alone. */
    void isLeft(LegId callee) {
        succession.isLeft(callee);
    }

    /** Somebody has come in the place of a party; media follows. */
    private void replaced(CallEvent.Replaced event) {
        boolean isCaller = event.gone().equals(media.bridge().caller());
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

    /** Whether the two who talk send to each other directly. */
    boolean goesPastTheRelay() {
        return media.direct().isOn();
    }

    /** Nobody takes part any more. */
    void everybodyLeft() {
        parties.end();
    }

    /** The call is over, whatever it was doing. */
    void ended() {
        inProgress.end(state);
    }
}
