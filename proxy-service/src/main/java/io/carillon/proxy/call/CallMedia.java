package io.carillon.proxy.call;

import io.carillon.protocol.media.LegFigures;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.SessionId;
import io.carillon.protocol.sdp.Direction;
import io.carillon.proxy.checkpoint.Checkpoint.LegMedia;
import io.carillon.proxy.checkpoint.Checkpoint.MediaPlace;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The media of one call: which leg has offered and answered what, told to the relay in as few frames as possible. A
 * session is opened only when media is needed. Used by the call's virtual thread; each method may wait up to 600 ms.
 */
final class CallMedia {
    private final CallSession session;
    private final SessionId id;
    private final Map<LegId, MediaParty> parties = new HashMap<>();
    private final Optional<String> offer;
    private final boolean early;
    private Optional<Told> told = Optional.empty();
    private final Bridge bridge;
    private final DirectMedia direct;
    private boolean callerAgreed;
    /** Whom the caller hears before anybody has answered. */
    private Optional<LegId> heardEarly = Optional.empty();

    /**
     * What the caller was told before its 2xx: whatever comes later is the same (RFC 3261 §13.2.1), and who answers after
     * all may differ.
     *
     * @param direction of the callee that it was made from, if it was one
     */
    private record Told(String sdp, Optional<Direction> direction) {}

    /** A refusal as the phone is told it. */
    record Refusal(int status, String why) {}

    /** SDP to send on, or why there is none. */
    sealed interface Outcome {
        record Sdp(String text) implements Outcome {}

        record Refused(Refusal refusal) implements Outcome {}
    }

    /** @param early whether the caller may be told of media before its 2xx: one that made no offer needs receipts (RFC 3262 §5) */
    CallMedia(CallSession session, MediaParty caller, Optional<String> offer, boolean early) {
        this.session = session;
        this.id = session.id();
        this.bridge = new Bridge(session);
        this.direct = new DirectMedia(session, bridge);
        parties.put(Bridge.CALLER, caller);
        this.offer = offer;
        this.early = early;
    }

    /** Who hears whom. */
    Bridge bridge() {
        return bridge;
    }

    /** Where the session is, once there is one. */
    Optional<MediaPlace> place() {
        return session.place(direct.isOn());
    }

    /** The relay that the call's media is at, or will be; none where no relay is there. */
    Optional<URI> relay() {
        return session.open().isPresent()
                ? Optional.empty()
                : place().map(MediaPlace::relay).map(URI::create);
    }

    /** What is agreed on with the caller and with who is joined to it. */
    List<LegMedia> agreed() {
        List<LegMedia> legs = new ArrayList<>();
        for (LegId leg : bridge.talking()) {
            legs.add(new LegMedia(leg.value(), codecs(leg), Optional.empty()));
        }
        return legs;
    }

    /** The codecs last agreed on or offered with the leg, in order. */
    List<String> codecs(LegId leg) {
        return session.codecs(leg);
    }

    /** Whether the caller may be told of media before its 2xx. */
    boolean mayTellEarly() {
        return early;
    }

    /** The SDP to offer to one callee, made from what the caller offered. */
    Outcome offerTo(LegId leg, MediaParty callee) {
        List<MediaCommand> commands = new ArrayList<>();
        Optional<Refusal> refused = begin(commands);
        if (refused.isPresent()) {
            return new Outcome.Refused(refused.get());
        }
        Optional<LegId> like = offer.isPresent() || callerAgreed ? Optional.of(bridge.caller()) : Optional.empty();
        commands.add(callee.offer(id, leg, like));
        Outcome described = session.describe(leg, commands);
        if (described instanceof Outcome.Sdp) {
            parties.put(leg, callee);
        }
        return described;
    }

    /** Whether it takes part, or may still: a phone that rang too, and lost, does not. */
    boolean has(LegId leg) {
        return parties.containsKey(leg);
    }

    /** A callee that rings described its media: the SDP for the caller's provisional response, empty where it gets none. */
    Outcome ringingWith(LegId leg, String sdp) {
        if (early || callerAgreed) {
            heardEarly = Optional.of(leg);
            Outcome described = answeredBy(leg, sdp);
            if (told.isEmpty() && !callerAgreed && described instanceof Outcome.Sdp(String text)) {
                told = Optional.of(new Told(text, session.direction(leg)));
            }
            return described;
        }
        return session.describe(leg, List.of(new MediaCommand.AcceptAnswer(id, leg, sdp)));
    }

    /** The callee described its media in its final response: the SDP for the caller's. */
    Outcome answeredBy(LegId leg, String sdp) {
        List<MediaCommand> commands = new ArrayList<>();
        commands.add(new MediaCommand.AcceptAnswer(id, leg, sdp));
        if (!callerAgreed && told.isEmpty()) {
            commands.add(describeCaller(Optional.of(leg)));
        }
        commands.addAll(bridge.hearEachOther(leg, bridge.caller()));
        Outcome described = session.describe(bridge.caller(), commands);
        return told.filter(_ -> !callerAgreed && described instanceof Outcome.Sdp)
                .<Outcome>map(known -> new Outcome.Sdp(known.sdp()))
                .orElse(described);
    }

    /** What the caller is to be offered once it is connected, where what it was told early does not fit who has answered. */
    Optional<String> correction(LegId answered) {
        boolean fits = told.filter(known -> !codecs(answered).containsAll(codecs(bridge.caller()))
                        || !known.direction().equals(session.direction(answered)))
                .isEmpty();
        return fits || !(offerAgain(bridge.caller()) instanceof Outcome.Sdp(String sdp))
                ? Optional.empty()
                : Optional.of(sdp);
    }

    /** The plan answers the caller itself. */
    Outcome answerAlone() {
        List<MediaCommand> commands = new ArrayList<>();
        Optional<Refusal> refused = begin(commands);
        if (refused.isPresent()) {
            return new Outcome.Refused(refused.get());
        }
        if (told.isPresent()) {
            return new Outcome.Sdp(told.get().sdp());
        }
        commands.add(describeCaller(Optional.empty()));
        Outcome described = session.describe(bridge.caller(), commands);
        if (described instanceof Outcome.Sdp(String text)) {
            told = Optional.of(new Told(text, Optional.of(Direction.SENDRECV)));
        }
        return described;
    }

    /** The answer to the caller's offer, or an offer to a caller who made none. */
    private MediaCommand describeCaller(Optional<LegId> like) {
        return describe(bridge.caller(), offer, like);
    }

    /** The answer to a party's offer, or an offer to one who made none. */
    private MediaCommand describe(LegId leg, Optional<String> offered, Optional<LegId> like) {
        return offered.isPresent()
                ? new MediaCommand.CreateAnswer(id, leg, like)
                : party(leg).offer(id, leg, like);
    }

    private MediaCommand acceptOffer(LegId leg, String sdp) {
        return party(leg).accept(id, leg, sdp);
    }

    /** A party of an established leg, or one who made no offer, has answered ours. */
    Outcome answered(LegId leg, String sdp) {
        return session.describe(leg, List.of(new MediaCommand.AcceptAnswer(id, leg, sdp)));
    }

    /** The caller's 200 is out: from now on its agreement stands and is changed by offers only. */
    void callerAgreed() {
        callerAgreed = true;
    }

    /** Another party in the place of one of the two that hear each other: what it is to be told, its answer or our offer. */
    Outcome replace(LegId gone, LegId newcomer, MediaParty party, Optional<String> itsOffer) {
        parties.put(newcomer, party);
        Optional<LegId> other = bridge.otherSide(gone);
        bridge.replace(gone, newcomer);
        List<MediaCommand> commands = new ArrayList<>();
        commands.add(new MediaCommand.ReleaseLeg(id, gone));
        itsOffer.ifPresent(sdp -> commands.add(acceptOffer(newcomer, sdp)));
        commands.add(describe(newcomer, itsOffer, other));
        other.ifPresent(leg -> commands.addAll(bridge.hearEachOther(newcomer, leg)));
        return session.describe(newcomer, commands);
    }

    /** How the two who talk may send to each other, past the relay. */
    DirectMedia direct() {
        return direct;
    }

    /** Whether the two who talk are on the same side of any NAT around us. */
    boolean nobodyIsBeyondNat() {
        return bridge.talking().stream()
                        .map(leg -> party(leg).shown())
                        .distinct()
                        .count()
                == 1;
    }

    /** The parties send to the relay again; whom they need an offer for that: everybody but this leg. */
    Map<LegId, String> comeBack(Optional<LegId> spared) {
        direct.end();
        Map<LegId, String> offers = new LinkedHashMap<>();
        for (LegId leg : bridge.talking()) {
            if (!spared.equals(Optional.of(leg)) && offerAgain(leg) instanceof Outcome.Sdp(String sdp)) {
                offers.put(leg, sdp);
            }
        }
        return offers;
    }

    /** A party of a leg offers anew: nothing is transcoded, so it may have what the other side has. */
    Outcome reoffered(LegId leg, String sdp) {
        Outcome answer = session.describe(leg, List.of(acceptOffer(leg, sdp), answer(leg)));
        if (leg.equals(bridge.caller()) && !callerAgreed && answer instanceof Outcome.Sdp(String text)) {
            told = Optional.of(new Told(text, told.flatMap(Told::direction)));
        }
        return answer;
    }

    /** A party has described its media anew: one that does not want to hear holds the other (RFC 3264 §8.4). */
    void holdOrResume(LegId leg) {
        session.direction(leg).ifPresent(says -> {
            if (says.receives()) {
                bridge.resume(leg);
            } else {
                bridge.hold(leg);
            }
        });
    }

    /** The answer to the offer that a leg has made, now that the other side has agreed on something else. */
    Outcome answerAfterAll(LegId leg) {
        return session.describe(leg, List.of(answer(leg)));
    }

    private MediaCommand answer(LegId leg) {
        Optional<LegId> other = bridge.otherSide(leg)
                .or(() -> leg.equals(bridge.caller()) && !callerAgreed ? heardEarly : Optional.empty());
        return new MediaCommand.CreateAnswer(id, leg, other);
    }

    /** Whether the caller is connected: before that nobody can be asked for another description. */
    boolean isCallerAgreed() {
        return callerAgreed;
    }

    /** What the other side is to be offered, where it might send what this leg can no longer hear. */
    Optional<String> following(LegId leg, LegId other) {
        boolean hears = codecs(leg).containsAll(codecs(other));
        return hears || !(offerAgain(other) instanceof Outcome.Sdp(String sdp)) ? Optional.empty() : Optional.of(sdp);
    }

    /** What the other side is to be offered so that it can have what this leg offers, which it has nothing of at present. */
    Outcome askedFor(LegId leg, String sdp, LegId other) {
        return session.describe(
                other, List.of(acceptOffer(leg, sdp), describe(other, Optional.empty(), Optional.of(leg))));
    }

    /** A party of an established leg asks for an offer (RFC 3261 §14.2: a re-INVITE without one). */
    Outcome offerAgain(LegId leg) {
        MediaCommand offered =
                direct.isOn() ? direct.offer(leg) : describe(leg, Optional.empty(), bridge.otherSide(leg));
        return session.describe(leg, List.of(offered));
    }

    /** Gives back the ports of legs that did not win. */
    void release(List<LegId> legs) {
        heardEarly = heardEarly.filter(leg -> !legs.contains(leg));
        legs.forEach(parties::remove);
        session.drop(legs);
    }

    /** Ends the session, if there is one, and returns the final figures. */
    List<LegFigures> release() {
        return session.release();
    }

    private Optional<Refusal> begin(List<MediaCommand> commands) {
        Optional<Refusal> refused = session.open();
        if (refused.isEmpty() && !session.hasOfferOf(Bridge.CALLER)) {
            // Without one our 200 holds the offer, and the ACK the answer (RFC 3261 §13.2.1).
            offer.ifPresent(sdp -> commands.add(acceptOffer(Bridge.CALLER, sdp)));
        }
        return refused;
    }

    private MediaParty party(LegId leg) {
        return Objects.requireNonNull(parties.get(leg), "every leg of the call was offered something");
    }
}
