package io.carillon.proxy.call;

import io.carillon.protocol.media.LegId;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.PlaybackId;
import io.carillon.protocol.media.Sound;
import io.carillon.protocol.media.Source;
import io.carillon.protocol.sip.dialog.KeyPress;
import io.carillon.proxy.call.CallMedia.Outcome;
import io.carillon.proxy.call.CallMedia.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The caller and who is joined with it: who hears whom, what a party hears whom the other holds, and whose keys come by way of
 * the plan. Used by the call's virtual thread; what asks the relay may wait up to 600 ms.
 */
final class Bridge {
    /** The leg of the party that the call begins with. */
    static final LegId CALLER = new LegId("caller");

    private final CallSession session;
    /** What the other party hears while this one holds it. */
    private final Map<LegId, Source> holding = new HashMap<>();

    private LegId caller = CALLER;
    private Optional<LegId> joined = Optional.empty();
    private Optional<Sound> music = Optional.empty();
    private Watched watched = Watched.NOBODY;
    private long playbacks;

    /** Whose keys mean something to us, so that the other party does not hear of them before we have looked at them. */
    record Watched(boolean caller, boolean callee) {
        static final Watched NOBODY = new Watched(false, false);

        boolean anybody() {
            return caller || callee;
        }
    }

    Bridge(CallSession session) {
        this.session = session;
    }

    /** The leg that is the caller's at present. */
    LegId caller() {
        return caller;
    }

    /** Who hears the caller and is heard. */
    Optional<LegId> joined() {
        return joined;
    }

    /** Whom a party is talking with. */
    Optional<LegId> otherSide(LegId leg) {
        return leg.equals(caller) ? joined : Optional.of(caller);
    }

    /** The caller, and who is joined with it. */
    List<LegId> talking() {
        return joined.map(other -> List.of(caller, other)).orElseGet(() -> List.of(caller));
    }

    /**
     * The caller and this leg talk from now on.
     *
     * @param onHold what either hears when it is held
     */
    void join(LegId leg, Sound onHold) {
        joined = Optional.of(leg);
        music = Optional.of(onHold);
    }

    /** Nobody is joined with the caller any more. */
    void part() {
        Optional<LegId> gone = joined;
        joined = Optional.empty();
        watched = Watched.NOBODY;
        if (gone.map(holding::remove).isPresent()) {
            hear(caller, new Source.Silence());
        }
        holding.clear();
    }

    /** The keys of these are looked at, until the two part. */
    void watchKeys(Watched parties) {
        watched = parties;
    }

    /** Whether the other party does not hear this one's keys from the relay. */
    boolean isWatched(LegId leg) {
        return leg.equals(caller) ? watched.caller() : watched.callee();
    }

    /** The other party hears music, until this one resumes. */
    void hold(LegId holder) {
        if (joined.isPresent() && talking().contains(holder) && !holding.containsKey(holder)) {
            otherSide(holder)
                    .ifPresent(held -> music.ifPresent(sound -> {
                        holding.put(holder, new Source.Playing(nextPlayback(), List.of(sound), "", true));
                        hearAgain(held);
                    }));
        }
    }

    /** The other party hears this one again. */
    void resume(LegId holder) {
        if (holding.remove(holder) != null) {
            otherSide(holder).ifPresent(this::hearAgain);
        }
    }

    /** After something else was played to it, a party hears the other one again, or the music that it is to hear. */
    void hearAgain(LegId leg) {
        otherSide(leg).ifPresent(other -> hear(leg, heardFrom(other)));
    }

    private Source heardFrom(LegId other) {
        Source hold = holding.get(other);
        return hold == null ? new Source.FromLeg(other, !isWatched(other)) : hold;
    }

    /** What lets these two hear each other. */
    List<MediaCommand> hearEachOther(LegId one, LegId other) {
        return List.of(
                new MediaCommand.Hear(session.id(), one, heardFrom(other)),
                new MediaCommand.Hear(session.id(), other, heardFrom(one)));
    }

    /** Whom the caller was joined with is the caller from now on, and alone. */
    void succeed(LegId successor) {
        LegId gone = caller;
        caller = successor;
        joined = Optional.empty();
        leave(gone);
    }

    /** A party has left, and the call goes on. */
    void leave(LegId leg) {
        if (holding.remove(leg) != null) {
            otherSide(leg).ifPresent(held -> hear(held, new Source.Silence()));
        }
        session.tell(new MediaCommand.ReleaseLeg(session.id(), leg));
    }

    /** Another party stands in the place of one of these. */
    void replace(LegId gone, LegId newcomer) {
        holding.remove(gone);
        if (gone.equals(caller)) {
            caller = newcomer;
        } else {
            joined = Optional.of(newcomer);
        }
    }

    /** The leg's party hears this key by RTP; it does not where its phone knows of none. */
    void press(LegId leg, KeyPress key) {
        session.tell(new MediaCommand.SendDigit(session.id(), leg, key.digit(), key.duration()));
    }

    /** The caller hears this from now on. */
    Optional<Refusal> hear(Source source) {
        return hear(caller, source);
    }

    /** This party hears this from now on. */
    Optional<Refusal> hear(LegId leg, Source source) {
        return switch (session.describe(leg, List.of(new MediaCommand.Hear(session.id(), leg, source)))) {
            case Outcome.Sdp _ -> Optional.empty();
            case Outcome.Refused(Refusal refusal) -> Optional.of(refusal);
        };
    }

    /** A name for what is played next. */
    PlaybackId nextPlayback() {
        playbacks++;
        return new PlaybackId(playbacks);
    }

    /** Whether the relay still knows the call. */
    boolean isThere() {
        return session.describe(caller, List.of(new MediaCommand.Keep(session.id()))) instanceof Outcome.Sdp;
    }
}
