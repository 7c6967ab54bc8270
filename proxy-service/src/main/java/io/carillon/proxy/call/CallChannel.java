package io.carillon.proxy.call;

import io.carillon.config.Position;
import io.carillon.facts.CallFact.Hangup;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.sip.Method;
import io.carillon.protocol.sip.SipRequest;
import io.carillon.proxy.call.CallsInProgress.State;
import io.carillon.proxy.dialplan.Caller;
import io.carillon.proxy.dialplan.Channel;
import io.carillon.proxy.dialplan.DialRequest;
import io.carillon.proxy.dialplan.DialResult;
import io.carillon.proxy.dialplan.DialStatus;
import io.carillon.proxy.dialplan.Ending;
import io.carillon.proxy.dialplan.HungUp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
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
    private final Caller caller;
    private final CallsInProgress inProgress;
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
            Caller caller) {
        this.call = call;
        this.inbox = inbox;
        this.media = media;
        this.routing = routing;
        this.record = record;
        this.clock = clock;
        this.inProgress = inProgress;
        this.caller = caller;
    }

    @Override
    public Caller caller() {
        return caller;
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
        Instant began = clock.instant();
        Offers offers = offer(routing.find(request.targets()));
        List<OfferedRoute> routes = offers.routes();
        if (routes.isEmpty()) {
            return failed(DialStatus.CHANUNAVAIL, offers.refused(), began);
        }
        if (request.options().contains(DialRequest.Option.RING_AT_ONCE)) {
            call.provisional(180, Optional.empty());
        }
        routes.forEach(offered -> record.dialling(offered.route()));
        call.dial(routes, request.timeout());
        be(State.RINGING);
        DialResult result = awaitAnswer(routes, began);
        be(State.PLAN);
        return result;
    }

    /** @param refused what the caller is told where there is no route */
    private record Offers(List<OfferedRoute> routes, int refused) {}

    private Offers offer(Routing.Found found) {
        List<OfferedRoute> routes = new ArrayList<>();
        for (Route route : found.routes()) {
            switch (media.offerTo(route.leg(), CallMedia.Party.of(route.callee(), route.flow()))) {
                case CallMedia.Outcome.Sdp(String sdp) -> routes.add(new OfferedRoute(route, sdp));
                case CallMedia.Outcome.Refused(CallMedia.Refusal refusal) -> {
                    LOG.infof("%s is not called: %s", route.callee().name(), refusal.why());
                    boolean relayIsAway = refusal.status() == 503;
                    if (relayIsAway || route.equals(found.routes().getLast())) {
                        // Asking on behalf of the next contact would make the caller wait as long again.
                        return new Offers(routes, refusal.status());
                    }
                }
            }
        }
        return new Offers(routes, found.status());
    }

    private DialResult awaitAnswer(List<OfferedRoute> routes, Instant began) {
        var decided = inbox.await(
                event -> switch (event) {
                    case CallEvent.DialDecided decision -> Optional.of(decision);
                    case CallEvent.Ringing ringing -> {
                        ringing(ringing);
                        yield Optional.empty();
                    }
                    default -> Optional.empty();
                },
                this::meanwhile);
        return switch (decided.outcome()) {
            case Fork.Outcome.Answered(LegId leg) -> answered(leg, decided.sdp(), routes, began);
            case Fork.Outcome.TimedOut() -> {
                release(routes, Optional.empty());
                yield failed(DialStatus.NOANSWER, 480, began);
            }
            case Fork.Outcome.Failed(int status) -> {
                release(routes, Optional.empty());
                DialStatus meaning = statusOf(status);
                yield failed(meaning, meaning == DialStatus.BUSY ? 486 : status, began);
            }
            case Fork.Outcome.Forwarded(String extension) -> {
                release(routes, Optional.empty());
                yield new DialResult(
                        DialStatus.CHANUNAVAIL,
                        302,
                        Q850.NORMAL_CLEARING,
                        since(began),
                        Duration.ZERO,
                        Optional.of(extension));
            }
            // Told before; the inbox has thrown then.
            case Fork.Outcome.CallerLeft() -> throw new HungUp();
        };
    }

    private DialResult answered(LegId leg, Optional<String> sdp, List<OfferedRoute> routes, Instant began) {
        Duration ringing = since(began);
        release(routes, Optional.of(leg));
        CallMedia.Outcome agreed = sdp.map(text -> media.answeredBy(leg, text))
                .orElseGet(() -> new CallMedia.Outcome.Refused(
                        new CallMedia.Refusal(488, "the callee answered without a session description")));
        switch (agreed) {
            case CallMedia.Outcome.Refused(CallMedia.Refusal refusal) -> {
                LOG.warnf("The callee's answer cannot be used: %s", refusal.why());
                call.hangUpCallee(leg);
                return failed(DialStatus.CONGESTION, refusal.status(), began);
            }
            case CallMedia.Outcome.Sdp(String answer) -> {
                return talk(leg, answer, ringing);
            }
        }
    }

    private DialResult talk(LegId leg, String sdp, Duration ringing) {
        record.joined(leg);
        media.join(Optional.of(leg));
        try {
            accept(sdp, Optional.of(leg));
            be(State.TALKING);
            Instant start = clock.instant();
            record.hungUp(awaitEnd(leg).by(Hangup.CALLEE));
            return new DialResult(
                    DialStatus.ANSWER, 200, Q850.NORMAL_CLEARING, ringing, since(start), Optional.empty());
        } finally {
            media.join(Optional.empty());
            call.hangUpCallee(leg);
        }
    }

    private Departure awaitEnd(LegId leg) {
        Departure early = departed.get(leg);
        return early != null
                ? early
                : inbox.await(
                        event -> event instanceof CallEvent.CalleeGone(LegId gone, Departure how) && gone.equals(leg)
                                ? Optional.of(how)
                                : Optional.empty(),
                        this::meanwhile);
    }

    /** Sends 200 with this SDP where the caller has none yet; returns when it is out. */
    private void accept(String sdp, Optional<LegId> by) {
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
        LOG.warnf("The call cannot be answered: %s", refusal.why());
        call.refuse(refusal.status());
        throw new HungUp(new Ending(refusal.status(), Q850.ofStatus(refusal.status())));
    }

    private void ringing(CallEvent.Ringing ringing) {
        record.ringing(ringing.leg(), ringing.status());
        Optional<String> early = ringing.sdp()
                .map(sdp -> media.answeredBy(ringing.leg(), sdp))
                .flatMap(outcome -> outcome instanceof CallMedia.Outcome.Sdp(String sdp) && !sdp.isEmpty()
                        ? Optional.of(sdp)
                        : Optional.empty());
        if (!answered) {
            call.provisional(early.isPresent() ? 183 : 180, early);
        }
    }

    /** What may happen at any time, whatever the plan is waiting for. */
    private void meanwhile(CallEvent event) {
        switch (event) {
            case CallEvent.Reoffer(DialogUse dialog, LegId leg, var transaction, Optional<String> sdp) ->
                dialog.answer(transaction, renegotiated(leg, sdp, transaction.request()));
            case CallEvent.AnswerInAck(LegId leg, String sdp) -> {
                if (media.answeredInAck(leg, sdp) instanceof CallMedia.Outcome.Refused(CallMedia.Refusal refusal)) {
                    LOG.warnf("The answer in an ACK cannot be used: %s", refusal.why());
                }
            }
            case CallEvent.CalleeGone(LegId leg, Departure how) -> departed.put(leg, how);
            case CallEvent.Ringing _,
                    CallEvent.Accepted(),
                    CallEvent.DialDecided _,
                    CallEvent.CallerGone _,
                    CallEvent.PauseOver() -> LOG.debugf("too late: %s", event);
        }
    }

    /** Empty where nothing is offered and nothing asked for: an UPDATE that only shows that its sender is there. */
    private Optional<CallMedia.Outcome> renegotiated(LegId leg, Optional<String> sdp, SipRequest request) {
        return sdp.map(text -> media.reoffered(leg, text))
                .or(() -> request.is(Method.INVITE) ? Optional.of(media.offerAgain(leg)) : Optional.empty());
    }

    private void be(State next) {
        inProgress.move(state, next);
        state = next;
    }

    /** The call is over, whatever it was doing. */
    void ended() {
        inProgress.end(state);
    }

    private void release(List<OfferedRoute> routes, Optional<LegId> spared) {
        media.release(routes.stream()
                .map(offered -> offered.route().leg())
                .filter(leg -> !spared.equals(Optional.of(leg)))
                .toList());
    }

    private DialResult failed(DialStatus status, int sipStatus, Instant began) {
        return new DialResult(
                status, sipStatus, Q850.ofStatus(sipStatus), since(began), Duration.ZERO, Optional.empty());
    }

    private Duration since(Instant began) {
        return Duration.between(began, clock.instant());
    }

    private static DialStatus statusOf(int status) {
        return switch (status) {
            case 486, 600, 603 -> DialStatus.BUSY;
            case 408, 480 -> DialStatus.NOANSWER;
            case 404, 410, 604 -> DialStatus.CHANUNAVAIL;
            default -> DialStatus.CONGESTION;
        };
    }
}
