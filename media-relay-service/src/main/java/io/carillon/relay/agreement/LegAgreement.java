package io.carillon.relay.agreement;

import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.MediaReply.Reason;
import io.carillon.protocol.sdp.AllowList;
import io.carillon.protocol.sdp.Audio;
import io.carillon.protocol.sdp.Direction;
import io.carillon.protocol.sdp.Format;
import io.carillon.protocol.sdp.OfferAnswer;
import io.carillon.protocol.sdp.SessionDescription;
import io.carillon.protocol.sdp.SessionDescription.Parsed;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the offer/answer exchange with one party stands. What was agreed on holds until a later exchange is complete: an
 * offer that is refused changes nothing. An answer may come twice (in a provisional response and in the final one).
 *
 * @param sessionNumber the number of our o= lines
 * @param sent our newest description, from which versions go on
 * @param named what each payload number of ours has meant last, for as long as the dialog lives (RFC 3264 §8.3.2)
 * @param lastOffer whose turn it was to answer
 * @param agreed the newest exchange that is complete
 */
public record LegAgreement(
        String sessionNumber,
        Optional<SessionDescription> sent,
        List<Format> named,
        Optional<Offer> lastOffer,
        Optional<Agreed> agreed) {

    public LegAgreement {
        named = List.copyOf(named);
    }

    /** An offer, answered or not. */
    public sealed interface Offer {

        /**
         * @param audio what we can use of it, in our order of preference
         * @param open whether it waits for its answer
         */
        record Theirs(SessionDescription sdp, Audio audio, boolean open) implements Offer {}

        record Ours(Audio audio) implements Offer {}
    }

    /** Both sides of a complete exchange. Their formats are those in common. */
    public record Agreed(Audio ours, Audio theirs) {

        public boolean rtcpMux() {
            return ours.rtcpMux() && theirs.rtcpMux();
        }

        /** Whether the party wants to hear. */
        public boolean partyReceives() {
            return ours.direction().sends() && theirs.direction().receives();
        }

        /** Whether the party may be sending. */
        public boolean partySends() {
            return ours.direction().receives() && theirs.direction().sends();
        }

        /** Whether the party should be sending: one that does not want to hear has put the other on hold, and may be silent. */
        public boolean partyTalks() {
            return partySends() && partyReceives();
        }
    }

    /** The state after a command, and the reply to it. */
    public record Step(LegAgreement next, MediaReply reply) {}

    public static LegAgreement none(String sessionNumber) {
        return new LegAgreement(sessionNumber, Optional.empty(), List.of(), Optional.empty(), Optional.empty());
    }

    /** The newest word of the party about its audio. */
    public Optional<Audio> said() {
        return lastOffer
                .flatMap(offer -> switch (offer) {
                    case Offer.Theirs theirs -> Optional.of(theirs.audio());
                    case Offer.Ours ours -> Optional.<Audio>empty();
                })
                .or(() -> agreed.map(Agreed::theirs));
    }

    /**
     * What another party's description is made like: what this one offers at present, or what was agreed on, and where
     * nothing is yet, whatever it said.
     */
    public Optional<Audio> model() {
        Optional<Audio> offered = lastOffer.flatMap(offer ->
                offer instanceof Offer.Theirs theirs && theirs.open() ? Optional.of(theirs.audio()) : Optional.empty());
        return offered.or(() -> agreed.map(Agreed::theirs)).or(this::said);
    }

    public Step acceptOffer(String text, AllowList allowed) {
        return switch (SessionDescription.parse(text)) {
            case Parsed.Malformed malformed -> refused(Reason.BAD_SDP, malformed.toString());
            case Parsed.Description(SessionDescription sdp) -> acceptOffer(sdp, allowed);
        };
    }

    private Step acceptOffer(SessionDescription sdp, AllowList allowed) {
        Optional<Audio> offered = Audio.in(sdp);
        if (offered.isEmpty()) {
            return refused(Reason.NO_COMMON_CODEC, "no audio stream over plain RTP is offered");
        }
        Audio usable = offered.get().withFormats(allowed.filter(offered.get().formats()));
        if (usable.codecNames().isEmpty()) {
            return refused(
                    Reason.NO_COMMON_CODEC, "offered " + offered.get().codecNames() + ", allowed " + allowed.names());
        }
        LegAgreement next =
                new LegAgreement(sessionNumber, sent, named, Optional.of(new Offer.Theirs(sdp, usable, true)), agreed);
        return new Step(next, new MediaReply.Agreed(usable.codecNames(), usable.direction()));
    }

    /** @param like what the party on the other side says, if there is one */
    public Step createOffer(Optional<Audio> like, AllowList allowed, InetSocketAddress here) {
        List<Format> formats =
                like.map(audio -> allowed.filter(audio.formats())).orElseGet(allowed::ownOffer);
        if (formats.stream().allMatch(Format::isTelephoneEvent)) {
            return refused(
                    Reason.NO_COMMON_CODEC,
                    "to offer " + like.map(Audio::codecNames).orElse(List.of()) + ", allowed " + allowed.names());
        }
        Optional<Audio> before = sent.flatMap(Audio::in);
        Audio ours = new Audio(
                before.map(Audio::index).orElse(0),
                before.map(Audio::protocol).orElse(Audio.RTP_AVP),
                Optional.of(here),
                Optional.empty(),
                like.map(Audio::rtcpMux).orElse(false),
                like.map(Audio::direction).orElse(Direction.SENDRECV),
                OfferAnswer.renumbered(formats, named),
                like.flatMap(Audio::packetTime),
                like.flatMap(Audio::maxPacketTime));
        SessionDescription sdp = OfferAnswer.offer(ours, sessionNumber, sent);
        return described(sdp, Optional.of(new Offer.Ours(ours)), agreed, ours);
    }

    /** An offer in which another party stands instead of us. */
    public Step directOffer(Audio other) {
        Optional<Audio> before = sent.flatMap(Audio::in);
        List<Format> formats = agreed.map(known ->
                        OfferAnswer.common(other.formats(), known.theirs().formats()))
                .orElse(List.of());
        if (before.isEmpty() || formats.isEmpty()) {
            return refused(Reason.NO_COMMON_CODEC, "nothing to offer of " + other.codecNames());
        }
        Audio ours = new Audio(
                before.get().index(),
                before.get().protocol(),
                other.rtp(),
                other.rtcp(),
                other.rtcpMux(),
                other.direction(),
                formats,
                other.packetTime(),
                other.maxPacketTime());
        return described(OfferAnswer.offer(ours, sessionNumber, sent), Optional.of(new Offer.Ours(ours)), agreed, ours);
    }

    public Step acceptAnswer(String text) {
        Optional<Audio> ours = answerable();
        if (ours.isEmpty()) {
            return refused(Reason.WRONG_STATE, "an answer without an offer of ours");
        }
        return switch (SessionDescription.parse(text)) {
            case Parsed.Malformed malformed -> refused(Reason.BAD_SDP, malformed.toString());
            case Parsed.Description(SessionDescription sdp) -> acceptAnswer(sdp, ours.get());
        };
    }

    /**
     * What an answer answers. Where the party has offered anew since our offer and that is settled (an UPDATE before its 2xx,
     * RFC 3311), its 2xx is about what was agreed on then.
     */
    private Optional<Audio> answerable() {
        return lastOffer.flatMap(offer -> switch (offer) {
            case Offer.Ours(Audio ours) -> Optional.of(ours);
            case Offer.Theirs theirs -> theirs.open() ? Optional.empty() : agreed.map(Agreed::ours);
        });
    }

    private Step acceptAnswer(SessionDescription sdp, Audio ours) {
        Optional<Audio> theirs =
                Audio.in(sdp).map(audio -> audio.withFormats(OfferAnswer.common(audio.formats(), ours.formats())));
        if (theirs.isEmpty() || theirs.get().formats().isEmpty()) {
            return refused(Reason.NO_COMMON_CODEC, "the answer has nothing of what was offered: " + ours.codecNames());
        }
        LegAgreement next =
                new LegAgreement(sessionNumber, sent, named, lastOffer, Optional.of(new Agreed(ours, theirs.get())));
        return new Step(
                next,
                new MediaReply.Agreed(theirs.get().codecNames(), theirs.get().direction()));
    }

    /** @param like what the party on the other side agreed to, if there is one */
    public Step createAnswer(Optional<Audio> like, InetSocketAddress here) {
        if (!(lastOffer.orElse(null) instanceof Offer.Theirs(SessionDescription offer, Audio theirs, boolean _))) {
            return refused(Reason.WRONG_STATE, "an answer without an offer of theirs");
        }
        List<Format> formats = like.map(audio -> OfferAnswer.common(theirs.formats(), audio.formats()))
                .orElse(theirs.formats());
        if (formats.isEmpty()) {
            return forgotten("offered " + theirs.codecNames() + ", the other side has "
                    + like.map(Audio::codecNames).orElse(List.of()));
        }
        Audio ours = new Audio(
                theirs.index(),
                theirs.protocol(),
                Optional.of(here),
                Optional.empty(),
                theirs.rtcpMux(),
                theirs.direction().reversed().and(like.map(Audio::direction).orElse(Direction.SENDRECV)),
                formats,
                like.flatMap(Audio::packetTime).or(theirs::packetTime),
                like.flatMap(Audio::maxPacketTime).or(theirs::maxPacketTime));
        SessionDescription sdp = OfferAnswer.answer(offer, ours, sessionNumber, sent);
        Offer answered = new Offer.Theirs(offer, theirs, false);
        return described(sdp, Optional.of(answered), Optional.of(new Agreed(ours, theirs.withFormats(formats))), ours);
    }

    /** An offer that cannot be answered leaves all as it was (RFC 3261 §14.1); the first one stays, for another answer. */
    private Step forgotten(String why) {
        LegAgreement next =
                agreed.isPresent() ? new LegAgreement(sessionNumber, sent, named, Optional.empty(), agreed) : this;
        return new Step(next, new MediaReply.Refused(Reason.NO_COMMON_CODEC, why));
    }

    private Step described(SessionDescription sdp, Optional<Offer> offer, Optional<Agreed> reached, Audio ours) {
        LegAgreement next = new LegAgreement(sessionNumber, Optional.of(sdp), naming(ours.formats()), offer, reached);
        return new Step(next, new MediaReply.Description(sdp.toString(), ours.codecNames()));
    }

    /** A number that means something else by now has lost its old meaning. */
    private List<Format> naming(List<Format> formats) {
        return Stream.concat(
                        formats.stream(),
                        named.stream()
                                .filter(old -> formats.stream()
                                        .noneMatch(format -> format.payloadType() == old.payloadType())))
                .toList();
    }

    private Step refused(Reason reason, String detail) {
        return new Step(this, new MediaReply.Refused(reason, detail));
    }
}
