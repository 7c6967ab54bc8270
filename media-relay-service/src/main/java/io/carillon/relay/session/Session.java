package io.carillon.relay.session;

import io.carillon.protocol.datagram.Timer;
import io.carillon.protocol.media.LegFigures;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaEvent;
import io.carillon.protocol.media.MediaEvent.Played;
import io.carillon.protocol.media.MediaEvent.Recorded;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.MediaReply.Reason;
import io.carillon.protocol.media.PlaybackId;
import io.carillon.protocol.media.SessionId;
import io.carillon.protocol.media.Source;
import io.carillon.protocol.sdp.Audio;
import io.carillon.protocol.sip.Printable;
import io.carillon.relay.rtp.DigitReader;
import io.carillon.relay.rtp.PayloadMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Legs that may hear each other. Ended by its controller, or when nobody answers for it any more.
 *
 * <p>Owner: the media loop it was made on.
 */
final class Session {

    /** Of a call with every ringing target a leg of its own; a conference of this size is a matter for a mixer. */
    static final int MAX_LEGS = 64;

    private static final long TICKS_A_REPORT = SessionTimes.QUALITY.dividedBy(SessionTimes.TICK);

    private final SessionId id;
    private final Optional<String> callId;
    private final LoopResources on;
    private final PacketTotals totals;
    private final Runnable ended;
    private final Map<LegId, Leg> legs = new LinkedHashMap<>();
    private final IdleWatch idle;
    private final LastWords lastWords = new LastWords();
    private EventSink controller;
    private Timer timer;
    private long ticks;

    /**
     * @param callId what its log lines carry
     * @param ended called once, when the session has ended itself
     */
    Session(
            SessionId id,
            Optional<String> callId,
            LoopResources on,
            PacketTotals totals,
            EventSink controller,
            Runnable ended) {
        this.id = id;
        this.callId = callId.map(Printable::line);
        this.on = on;
        this.totals = totals;
        this.controller = controller;
        this.ended = ended;
        idle = new IdleWatch(on.times().idle(), on.loop().nanoTime());
        timer = on.loop().schedule(SessionTimes.TICK, this::tick);
    }

    Optional<String> callId() {
        return callId;
    }

    MediaReply on(MediaCommand command, EventSink from) {
        if (!controller.equals(from)) {
            controller = from;
            lastWords.tellAgain(from);
        }
        idle.active(on.loop().nanoTime());
        return switch (command) {
            case MediaCommand.AcceptOffer c -> onNewOrKnown(c.leg(), leg -> leg.acceptOffer(c));
            case MediaCommand.CreateOffer c ->
                onKnown(c.like(), like -> onNewOrKnown(c.leg(), leg -> leg.createOffer(c, like)));
            case MediaCommand.AcceptAnswer c -> onKnown(c.leg(), leg -> leg.acceptAnswer(c));
            case MediaCommand.CreateAnswer c ->
                onKnown(c.like(), like -> onKnown(c.leg(), leg -> leg.createAnswer(like)));
            case MediaCommand.Hear c -> onKnown(c.leg(), leg -> hear(leg, c.source()));
            case MediaCommand.DirectOffer c -> onKnown(c.leg(), leg -> direct(leg, c.to()));
            case MediaCommand.SendDigit c -> onKnown(c.leg(), leg -> leg.press(c));
            case MediaCommand.Record c ->
                onKnown(c.leg(), leg -> leg.path().tape().record(c));
            case MediaCommand.StopRecording c -> onKnown(c.leg(), Session::stopRecording);
            case MediaCommand.ReleaseLeg c -> onKnown(c.leg(), this::release);
            case MediaCommand.Release c -> new MediaReply.Figures(close());
            case MediaCommand.Query c -> new MediaReply.Figures(figures());
            case MediaCommand.Keep c -> new MediaReply.Done();
        };
    }

    private MediaReply onNewOrKnown(LegId leg, Function<Leg, MediaReply> work) {
        if (legs.containsKey(leg)) {
            return onKnown(leg, work);
        }
        if (legs.size() == MAX_LEGS) {
            return new MediaReply.Refused(Reason.OVERLOADED, "a session has at most " + MAX_LEGS + " legs");
        }
        Optional<MediaPorts> ports = on.ports().open();
        if (ports.isEmpty()) {
            return new MediaReply.Refused(Reason.NO_PORT, "no pair of ports is free in " + on.ports());
        }
        MediaPath path = new MediaPath(on, totals, ports.get(), new OfLeg(leg));
        Leg made = new Leg(leg, on, path);
        MediaReply reply = work.apply(made);
        if (reply instanceof MediaReply.Refused) {
            ports.get().abandon();
        } else {
            legs.put(leg, made);
            rewire();
        }
        return reply;
    }

    private MediaReply onKnown(LegId leg, Function<Leg, MediaReply> work) {
        Leg known = legs.get(leg);
        if (known == null) {
            return new MediaReply.Refused(Reason.UNKNOWN_LEG, leg.value());
        }
        MediaReply reply = work.apply(known);
        rewire();
        return reply;
    }

    /** Does the work with what the leg's party says; a leg that was named has to exist and to have said something. */
    private MediaReply onKnown(Optional<LegId> like, Function<Optional<Audio>, MediaReply> work) {
        if (like.isEmpty()) {
            return work.apply(Optional.empty());
        }
        Leg known = legs.get(like.get());
        if (known == null) {
            return new MediaReply.Refused(Reason.UNKNOWN_LEG, like.get().value());
        }
        if (known.model().isEmpty()) {
            return new MediaReply.Refused(Reason.WRONG_STATE, "nothing is known of leg " + like.get() + " yet");
        }
        return work.apply(known.model());
    }

    private MediaReply hear(Leg leg, Source source) {
        if (source instanceof Source.FromLeg(LegId speaker, boolean _) && !legs.containsKey(speaker)) {
            return new MediaReply.Refused(Reason.UNKNOWN_LEG, speaker.value());
        }
        leg.hear(source);
        return new MediaReply.Done();
    }

    private MediaReply direct(Leg leg, LegId to) {
        Leg other = legs.get(to);
        return other == null ? new MediaReply.Refused(Reason.UNKNOWN_LEG, to.value()) : leg.directOffer(other);
    }

    private static MediaReply stopRecording(Leg leg) {
        leg.path().tape().stop(Recorded.End.STOPPED);
        return new MediaReply.Done();
    }

    private MediaReply release(Leg leg) {
        legs.remove(leg.id());
        lastWords.forget(leg.id());
        for (Leg other : legs.values()) {
            if (other.hears(leg)) {
                other.hear(new Source.Silence());
            }
        }
        LegFigures last = leg.figures();
        leg.close();
        return new MediaReply.Figures(List.of(last));
    }

    /** What a leg's path tells goes to who controls the session. */
    private final class OfLeg implements MediaPath.Listener {
        private final LegId leg;

        OfLeg(LegId leg) {
            this.leg = leg;
        }

        @Override
        public void pressed(DigitReader.Pressed key) {
            controller.tell(new MediaEvent.Digit(id, leg, key.digit(), key.duration()));
        }

        @Override
        public void recorded(Recorder.Result it) {
            Recorded recorded = new Recorded(id, leg, it.id(), it.end(), it.length(), it.key(), it.why());
            if (legs.containsKey(leg)) {
                lastWords.recorded(recorded);
            }
            controller.tell(recorded);
        }

        @Override
        public void ended(PlaybackId playback, Voice.End end) {
            Played played = switch (end) {
                case Voice.End.Finished(Duration length, Optional<String> missing) ->
                    new Played(id, leg, playback, Played.End.FINISHED, length, missing);
                case Voice.End.Cut(Duration length) ->
                    new Played(id, leg, playback, Played.End.CUT, length, Optional.empty());
                case Voice.End.Unplayable(String why) ->
                    new Played(id, leg, playback, Played.End.UNPLAYABLE, Duration.ZERO, Optional.of(why));
            };
            lastWords.played(played);
            controller.tell(played);
        }
    }

    /** Lays the ways from those who speak to those who hear them. */
    private void rewire() {
        for (Leg speaker : legs.values()) {
            List<MediaPath> hearers = new ArrayList<>();
            for (Leg leg : legs.values()) {
                if (leg.hears(speaker)) {
                    hearers.add(leg.path());
                    leg.path().hearing().from(new PayloadMap(speaker.spoken(), leg.heard()), leg.takesKeys());
                }
            }
            speaker.path().beHeardBy(hearers);
        }
    }

    SessionView view() {
        return new SessionView(id.value(), callId, figures());
    }

    private List<LegFigures> figures() {
        return legs.values().stream().map(Leg::figures).toList();
    }

    private void tick() {
        ticks++;
        legs.values().forEach(leg -> leg.path().flushDigits());
        legs.values()
                .forEach(leg -> leg.newSilence(on.times().silent())
                        .ifPresent(silent -> controller.tell(new MediaEvent.Silent(id, leg.id(), silent))));
        if (ticks % TICKS_A_REPORT == 0 && legs.values().stream().anyMatch(Leg::isAgreed)) {
            controller.tell(new MediaEvent.Quality(id, figures()));
        }
        legs.values().forEach(leg -> idle.active(leg.path().lastHeard()));
        switch (idle.check(on.loop().nanoTime())) {
            case WANTED -> {}
            case ASK -> controller.tell(new MediaEvent.StillThere(List.of(id)));
            case GIVE_UP -> {
                close();
                CallLog.under(callId, () -> {
                    ended.run();
                    return id;
                });
                return;
            }
        }
        timer = on.loop().schedule(SessionTimes.TICK, this::tick);
    }

    /** Done when nothing is left to be sent of what is recorded of its legs. */
    CompletableFuture<Void> delivered() {
        return CompletableFuture.allOf(
                legs.values().stream().map(leg -> leg.path().tape().delivered()).toArray(CompletableFuture<?>[]::new));
    }

    /** Closes every leg and tells their final figures. */
    List<LegFigures> close() {
        timer.cancel();
        List<LegFigures> last = figures();
        legs.values().forEach(Leg::close);
        legs.clear();
        return last;
    }

    boolean isEmpty() {
        return legs.isEmpty();
    }
}
