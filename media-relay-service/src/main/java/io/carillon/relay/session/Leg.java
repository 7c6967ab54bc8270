package io.carillon.relay.session;

import io.carillon.protocol.address.Shown;
import io.carillon.protocol.media.LegFigures;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaEvent;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.Source;
import io.carillon.protocol.sdp.AllowList;
import io.carillon.protocol.sdp.Audio;
import io.carillon.protocol.sdp.Format;
import io.carillon.relay.agreement.LegAgreement;
import io.carillon.relay.agreement.LegAgreement.Agreed;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One party's side of a session: what was agreed with it, what it hears, and how long it has been silent.
 *
 * <p>Owner: the session's loop.
 */
final class Leg {

    private final LegId id;
    private final LoopResources on;
    private final MediaPath path;
    private LegAgreement agreement;
    private Optional<InetAddress> toward = Optional.empty();
    private Source source = new Source.Silence();
    private Optional<MediaEvent.Played> played = Optional.empty();
    private long silentSince;
    private boolean silenceTold;
    private Shown shown = new Shown.Usual();
    private boolean told;
    /** Whether the party was told to send to another party rather than to us. */
    private boolean direct;

    private boolean keysBySignalling;

    Leg(LegId id, LoopResources on, MediaPath path) {
        this.id = id;
        this.on = on;
        this.path = path;
        // RFC 8866 §5.2: numeric, unique to the session; positive so that every phone can read it.
        agreement = LegAgreement.none(Long.toString(on.random().nextLong(Long.MAX_VALUE >> 1)));
        silentSince = on.loop().nanoTime();
    }

    MediaReply acceptOffer(MediaCommand.AcceptOffer command) {
        AllowList allowed = new AllowList(command.allowed());
        keysBySignalling = !allowed.events();
        MediaReply reply = take(agreement.acceptOffer(command.sdp(), allowed));
        if (!(reply instanceof MediaReply.Refused)) {
            terms(command.symmetric(), command.toward(), command.shown());
        }
        return reply;
    }

    MediaReply createOffer(MediaCommand.CreateOffer command, Optional<Audio> like) {
        terms(command.symmetric(), command.toward(), command.shown());
        AllowList allowed = new AllowList(command.allowed());
        keysBySignalling = !allowed.events();
        return take(agreement.createOffer(like, allowed, here()));
    }

    /** The other party stands in it with its own address, so both have to be where their SDP says. */
    MediaReply directOffer(Leg other) {
        Optional<Audio> theirs = other.reachable();
        Optional<Audio> own = reachable();
        boolean possible = theirs.isPresent()
                && own.isPresent()
                && address(theirs.get()).getClass().equals(address(own.get()).getClass());
        if (!possible) {
            return new MediaReply.Refused(
                    MediaReply.Reason.WRONG_STATE, id + " and " + other.id + " cannot be told to reach each other");
        }
        MediaReply reply = take(agreement.directOffer(theirs.get()));
        direct = reply instanceof MediaReply.Description;
        return reply;
    }

    /** What the party has agreed to hear, if it is heard from where it says it is. */
    private Optional<Audio> reachable() {
        return agreement
                .agreed()
                .map(Agreed::theirs)
                .filter(said -> said.rtp().isPresent()
                        && toward.filter(address(said)::equals).isPresent());
    }

    private static InetAddress address(Audio audio) {
        return audio.rtp().orElseThrow().getAddress();
    }

    MediaReply acceptAnswer(MediaCommand.AcceptAnswer command) {
        return take(agreement.acceptAnswer(command.sdp()));
    }

    MediaReply createAnswer(Optional<Audio> like) {
        return take(agreement.createAnswer(like, here()));
    }

    private MediaReply take(LegAgreement.Step step) {
        Optional<Agreed> before = agreement.agreed();
        agreement = step.next();
        if (!agreement.agreed().equals(before)) {
            agreement.agreed().ifPresent(path::follow);
            silentSince = on.loop().nanoTime();
        }
        return step.reply();
    }

    private void terms(boolean symmetric, Optional<String> signalledFrom, Shown address) {
        shown = address;
        toward = signalledFrom.flatMap(Leg::literal).or(() -> toward);
        path.expect(symmetric, toward);
    }

    private InetSocketAddress here() {
        told = true;
        direct = false;
        return new InetSocketAddress(on.shown().to(party(), shown), path.rtpPort());
    }

    /** Where its signalling comes from: its SDP may say an address behind a NAT. The family is that of its SDP. */
    private Optional<InetAddress> party() {
        Optional<InetAddress> said = agreement.said().flatMap(Audio::rtp).map(InetSocketAddress::getAddress);
        return toward.filter(address -> said.isEmpty() || said.get().getClass().equals(address.getClass()))
                .or(() -> said);
    }

    private static Optional<InetAddress> literal(String address) {
        try {
            return Optional.of(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException e) {
            // A hint only; the SDP's address serves as well.
            return Optional.empty();
        }
    }

    /** The same again changes nothing. */
    void hear(Source next) {
        if (!next.equals(source)) {
            source = next;
            played = Optional.empty();
            path.hearing().another();
            if (next instanceof Source.Playing playing) {
                path.hearing().play(playing);
            }
        }
    }

    /** A playing has ended so. */
    void played(MediaEvent.Played end) {
        played = Optional.of(end);
    }

    /** How the playing has ended that the party was to hear last, if it has. */
    Optional<MediaEvent.Played> played() {
        return played;
    }

    boolean hears(Leg speaker) {
        return switch (source) {
            case Source.FromLeg(LegId leg, boolean _) -> leg.equals(speaker.id);
            case Source.Silence(), Source.Playing _ -> false;
            case Source.Echo() -> speaker == this;
        };
    }

    /** Whether the keys of whom it hears come along. */
    boolean takesKeys() {
        return !(source instanceof Source.FromLeg(LegId _, boolean keys)) || keys;
    }

    /**
     * How long the party has been silent though it should be sending, if that has just become longer than the limit; told
     * once for each silence.
     */
    Optional<Duration> newSilence(Duration limit) {
        long since = Math.max(path.lastHeard() - silentSince, 0) + silentSince;
        Duration silent = Duration.ofNanos(on.loop().nanoTime() - since);
        boolean isSilent =
                !direct && agreement.agreed().filter(Agreed::partyTalks).isPresent() && silent.compareTo(limit) >= 0;
        boolean isNew = isSilent && !silenceTold;
        silenceTold = isSilent;
        return isNew ? Optional.of(silent) : Optional.empty();
    }

    LegFigures figures() {
        var stream = path.stream();
        return new LegFigures(
                id,
                agreement
                        .agreed()
                        .flatMap(agreed -> agreed.theirs().codecNames().stream().findFirst()),
                stream.packets(),
                stream.octets(),
                path.hearing().packetsSent(),
                path.hearing().octetsSent(),
                stream.lost(),
                stream.lossFraction(),
                stream.jitterMillis(),
                path.roundTrip().millis(),
                path.strangers(),
                stream.ssrcChanges(),
                Duration.ofNanos(on.loop().nanoTime() - path.lastHeard()));
    }

    void close() {
        if (told) {
            path.close();
        } else {
            // Nobody can send to it: were it to rest, calls refused for want of a second pair would use up the last
            // one.
            path.abandon();
        }
        on.legEnded().accept(figures());
    }

    LegId id() {
        return id;
    }

    MediaPath path() {
        return path;
    }

    /** What the other side's description is made like. */
    Optional<Audio> model() {
        Optional<Audio> said = agreement.model();
        return keysBySignalling ? said.map(Leg::withKeys) : said;
    }

    /** The other side sends keys by RTP all the same: they are told, and go on by signalling. */
    private static Audio withKeys(Audio audio) {
        List<Format> formats = new ArrayList<>(audio.formats());
        if (formats.stream().noneMatch(Format::isTelephoneEvent)) {
            formats.add(AllowList.TELEPHONE_EVENT);
        }
        return audio.withFormats(formats);
    }

    MediaReply press(MediaCommand.SendDigit command) {
        return path.hearing().press(command.digit(), command.duration())
                ? new MediaReply.Done()
                : new MediaReply.Refused(
                        MediaReply.Reason.WRONG_STATE, "leg " + id + " takes no telephone-event, or too many wait");
    }

    boolean isAgreed() {
        return agreement.agreed().isPresent();
    }

    /** The formats the party sends, with our numbers. */
    List<Format> spoken() {
        return agreement.agreed().map(agreed -> agreed.ours().formats()).orElse(List.of());
    }

    /** The formats the party hears, with its numbers. */
    List<Format> heard() {
        return agreement.agreed().map(agreed -> agreed.theirs().formats()).orElse(List.of());
    }
}
