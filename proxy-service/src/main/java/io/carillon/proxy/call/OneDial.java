package io.carillon.proxy.call;

import io.carillon.protocol.media.LegId;
import io.carillon.protocol.sip.Printable;
import io.carillon.proxy.call.CallsInProgress.State;
import io.carillon.proxy.dialplan.DialOptions;
import io.carillon.proxy.dialplan.DialOptions.Flag;
import io.carillon.proxy.dialplan.DialResult;
import io.carillon.proxy.dialplan.DialStatus;
import io.carillon.proxy.dialplan.HungUp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * One Dial: what is offered to each contact, who answers, and the conversation until one of the two leaves. Straight-line
 * code on the call's virtual thread.
 */
final class OneDial {
    private static final Logger LOG = Logger.getLogger(OneDial.class);

    private final CallChannel channel;
    private final CallCommands call;
    private final Inbox inbox;
    private final CallMedia media;
    private final CallRecord record;
    private final InstantSource clock;
    private final Instant began;
    private final DialOptions options;
    private final Ringback ringback;
    private final List<OfferedRoute> routes = new ArrayList<>();
    private final Parties parties;
    private final Callees callees;

    OneDial(
            CallChannel channel,
            CallCommands call,
            Inbox inbox,
            CallMedia media,
            CallRecord record,
            Parties parties,
            InstantSource clock,
            DialOptions options) {
        this.channel = channel;
        this.call = call;
        this.inbox = inbox;
        this.media = media;
        this.record = record;
        this.parties = parties;
        this.callees = new Callees(parties.calls());
        this.clock = clock;
        this.began = clock.instant();
        this.options = options;
        this.ringback = new Ringback(channel, call, media, options);
    }

    /**
     * @param timeout how long they may ring
     * @throws HungUp as soon as the caller has gone
     */
    DialResult run(Routing.Found found, Optional<Duration> timeout) {
        try (callees) {
            return dial(found, timeout);
        }
    }

    private DialResult dial(Routing.Found found, Optional<Duration> timeout) {
        int refused = offer(found);
        if (routes.isEmpty()) {
            return callees.anyBusy() ? failed(DialStatus.BUSY, 486) : failed(DialStatus.CHANUNAVAIL, refused);
        }
        ringback.begin();
        routes.forEach(offered -> channel.dialling(offered.route()));
        call.dial(routes, timeout);
        channel.be(State.RINGING);
        DialResult result = awaitAnswer();
        LOG.infof(
                "Dial of %s: %s after %d s of ringing and %d s of talk",
                routes.stream()
                        .map(offered -> offered.route().callee().name())
                        .distinct()
                        .toList(),
                result.status(),
                result.ringing().toSeconds(),
                result.talking().toSeconds());
        return result;
    }

    /** Returns what the caller is told if nobody can be called. */
    private int offer(Routing.Found found) {
        int refused = found.status();
        for (Route route : found.routes()) {
            if (!callees.mayRing(route.callee())) {
                continue;
            }
            switch (media.offerTo(route.leg(), MediaParty.of(route.callee(), route.flow(), call.identity()))) {
                case CallMedia.Outcome.Sdp(String sdp) -> routes.add(new OfferedRoute(route, sdp));
                case CallMedia.Outcome.Refused(CallMedia.Refusal refusal) -> {
                    LOG.infof("%s is not called: %s", route.callee().name(), Printable.line(refusal.why()));
                    refused = refusal.status();
                }
            }
            if (refused == 503) {
                // The relay is full or away; to ask it for the next contact would make the caller wait as long again.
                break;
            }
        }
        return refused;
    }

    private DialResult awaitAnswer() {
        var decided = inbox.await(
                event -> switch (event) {
                    case CallEvent.DialDecided decision -> Optional.of(decision);
                    case CallEvent.Ringing ringing -> {
                        ringing(ringing);
                        yield Optional.empty();
                    }
                    default -> Optional.empty();
                },
                channel::meanwhile);
        return switch (decided.outcome()) {
            case Fork.Outcome.Answered(LegId leg) -> answered(leg, decided.sdp());
            case Fork.Outcome.TimedOut() -> {
                release(Optional.empty());
                yield DialResult.unanswered(DialStatus.NOANSWER, 480, Q850.NO_ANSWER, since(began));
            }
            case Fork.Outcome.Failed(int status) -> {
                release(Optional.empty());
                DialStatus meaning = callees.anyBusy() ? DialStatus.BUSY : statusOf(status);
                yield failed(meaning, meaning == DialStatus.BUSY ? 486 : status);
            }
            case Fork.Outcome.Forwarded(String extension) -> {
                release(Optional.empty());
                yield DialResult.forwarded(extension, since(began));
            }
            // Told before; the inbox has thrown then.
            case Fork.Outcome.CallerLeft() -> throw new HungUp();
        };
    }

    private DialResult answered(LegId leg, Optional<String> sdp) {
        Duration ringing = since(began);
        ringback.end();
        parties.answered(leg, callees.take(parties.of(leg)));
        release(Optional.of(leg));
        media.bridge().watchKeys(watched());
        CallMedia.Outcome agreed = sdp.map(text -> media.answeredBy(leg, text))
                .orElseGet(() -> new CallMedia.Outcome.Refused(
                        new CallMedia.Refusal(488, "the callee answered without a session description")));
        switch (agreed) {
            case CallMedia.Outcome.Refused(CallMedia.Refusal refusal) -> {
                LOG.warnf("The callee's answer cannot be used: %s", Printable.line(refusal.why()));
                call.hangUpCallee(leg);
                parties.left(leg);
                if (refusal.status() != 503) {
                    // A relay that is away would make the caller wait as long again.
                    media.release(List.of(leg));
                }
                return failed(DialStatus.CONGESTION, refusal.status());
            }
            case CallMedia.Outcome.Sdp(String answer) -> {
                return talk(leg, answer, ringing);
            }
        }
    }

    private Bridge.Watched watched() {
        return new Bridge.Watched(
                options.has(Flag.CALLER_ENDS_BY_KEY) || options.has(Flag.CALLER_TRANSFERS),
                options.has(Flag.CALLEE_ENDS_BY_KEY) || options.has(Flag.CALLEE_TRANSFERS));
    }

    private DialResult talk(LegId leg, String sdp, Duration ringing) {
        record.joined(leg);
        media.bridge().join(leg, options.onHold());
        try {
            if (!options.announcement().isEmpty() && !channel.announced(leg, options.announcement())) {
                return failed(DialStatus.NOANSWER, 480);
            }
            channel.accept(sdp, leg);
            media.correction(leg).ifPresent(offer -> call.offer(media.bridge().caller(), offer, false));
            channel.be(State.TALKING);
            Instant start = clock.instant();
            channel.keyIn(leg, options.keys().toCallee());
            channel.keyIn(media.bridge().caller(), options.keys().toCaller());
            if (!watched().anybody()) {
                channel.goDirect();
            }
            Conversation.End end =
                    new Conversation(channel, call, media.bridge(), record, parties, options, clock).hold(inbox);
            if (options.has(Flag.GO_ON) || end.next().isPresent()) {
                // Its ports, and what the relay would tell of nobody; else the whole session is about to end.
                media.bridge().joined().ifPresent(media.bridge()::leave);
            }
            return DialResult.answered(ringing, since(start), end.next());
        } finally {
            media.bridge().joined().ifPresent(last -> {
                call.hangUpCallee(last);
                parties.left(last);
            });
            channel.alone();
        }
    }

    private void ringing(CallEvent.Ringing ringing) {
        record.ringing(ringing.leg(), ringing.status());
        ringback.on(ringing);
    }

    private void release(Optional<LegId> spared) {
        if (spared.isEmpty()) {
            ringback.end();
        }
        List<LegId> lost = new ArrayList<>();
        for (OfferedRoute offered : routes) {
            if (!spared.equals(Optional.of(offered.route().leg()))) {
                lost.add(offered.route().leg());
            }
        }
        media.release(lost);
        parties.lost(lost);
        record.lost(lost);
        callees.close();
    }

    private DialResult failed(DialStatus status, int sipStatus) {
        return DialResult.unanswered(status, sipStatus, Q850.ofStatus(sipStatus), since(began));
    }

    private Duration since(Instant moment) {
        return Duration.between(moment, clock.instant());
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
