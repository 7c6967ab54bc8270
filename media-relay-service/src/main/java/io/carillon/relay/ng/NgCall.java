package io.carillon.relay.ng;

import io.carillon.protocol.media.LegFigures;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.SessionId;
import io.carillon.protocol.media.Source;
import io.carillon.protocol.media.ng.NgCallFigures;
import io.carillon.protocol.media.ng.NgDescription;
import io.carillon.protocol.media.ng.NgReply;
import io.carillon.protocol.media.ng.NgTags;
import io.carillon.protocol.sdp.Audio;
import io.carillon.protocol.sdp.SessionDescription;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One call of a SIP proxy: which party is which leg, and what the relay is to do for each request. Descriptions pass from
 * party to party as they are but for addresses and ports, so that codecs and their numbers are a matter between the
 * parties: to the relay the description of each of them, offer or answer, is one that it answers itself.
 *
 * <p>No I/O, no clock. Mutable; owner: the NG loop. Tags are learnt when a request is planned, since the next one may come
 * before its answer.
 */
final class NgCall {

    /** Nothing is filtered: codecs are agreed on between the parties. */
    private static final List<String> EVERY_CODEC = List.of("all");

    private final String callId;
    private final SessionId session;
    private final Instant created;
    private final Parties parties = new Parties();
    private Instant lastSignal;
    private boolean answered;

    NgCall(String callId, SessionId session, Instant now) {
        this.callId = callId;
        this.session = session;
        created = now;
        lastSignal = now;
    }

    Plan offer(NgTags tags, NgDescription description, Instant now) {
        lastSignal = now;
        return switch (PartySdp.read(description)) {
            case PartySdp.Read.Unusable(String cause) -> Plan.failed(cause);
            case PartySdp.Read.Understood(PartySdp sdp)
            when sdp.audio().isEmpty() -> Plan.only(new NgReply.Passed(description.sdp()));
            case PartySdp.Read.Understood(PartySdp sdp)
            when parties.hasRoomForTwo() -> {
                Party offerer = offerer(tags, now);
                yield offer(sdp, offerer, offeredTo(offerer, tags, now));
            }
            case PartySdp.Read.Understood _ ->
                Plan.only(new NgReply.LoadLimit("a call has at most " + Parties.MOST + " parties"));
        };
    }

    private Party offerer(NgTags tags, Instant now) {
        // Who offers anew before its answer came this way is known by its branch only.
        Optional<Party> known = parties.find(tags.from())
                .or(() -> parties.find(tags.to())
                        .flatMap(party -> parties.branch(party, tags.viaBranch()))
                        .filter(party -> party.tags().isEmpty()));
        Party offerer = known.orElseGet(() -> parties.add(Optional.empty(), now));
        tags.from().ifPresent(tag -> parties.name(offerer, tag));
        return offerer;
    }

    private Party offeredTo(Party offerer, NgTags tags, Instant now) {
        Optional<Party> known = tags.to().isPresent()
                ? parties.find(tags.to()).filter(party -> party != offerer)
                : parties.branch(offerer, tags.viaBranch());
        Party other = known.orElseGet(() -> parties.add(Optional.of(new Party.Branch(offerer, tags.viaBranch())), now));
        tags.to().ifPresent(tag -> parties.name(other, tag));
        return other;
    }

    private Plan offer(PartySdp sdp, Party offerer, Party other) {
        offerer.says(sdp);
        List<MediaCommand> commands = new ArrayList<>();
        commands.add(accept(offerer, sdp, sdp.rtcpMux()));
        if (other.here().isEmpty()) {
            commands.add(new MediaCommand.CreateOffer(
                            session, other.leg(), Optional.empty(), EVERY_CODEC, true, Optional.empty())
                    .of(callId));
        }
        return new Plan(commands, replies -> {
            if (replies.size() > 1) {
                other.sendsTo(shown(replies.get(1)));
            }
            return passed(sdp, other);
        });
    }

    Plan answer(NgTags tags, NgDescription description, Instant now) {
        lastSignal = now;
        Optional<Party> offerer =
                parties.find(tags.from()).filter(party -> party.said().isPresent());
        if (offerer.isEmpty()) {
            return Plan.failed("nobody with this from-tag has offered");
        }
        Optional<Party> answerer = answerer(offerer.get(), tags);
        if (answerer.isEmpty()) {
            return Plan.failed("nothing was offered to this to-tag");
        }
        return switch (PartySdp.read(description)) {
            case PartySdp.Read.Unusable(String cause) -> Plan.failed(cause);
            case PartySdp.Read.Understood(PartySdp sdp)
            when sdp.audio().isEmpty() -> Plan.only(new NgReply.Passed(description.sdp()));
            case PartySdp.Read.Understood(PartySdp sdp) -> answer(sdp, offerer.get(), answerer.get());
        };
    }

    private Optional<Party> answerer(Party offerer, NgTags tags) {
        Optional<Party> answerer = parties.find(tags.to())
                .or(() -> parties.branch(offerer, tags.viaBranch()))
                .or(() -> parties.newestBranch(offerer))
                .filter(party -> party != offerer);
        answerer.ifPresent(party -> tags.to().ifPresent(tag -> parties.name(party, tag)));
        return answerer;
    }

    private Plan answer(PartySdp sdp, Party offerer, Party answerer) {
        answerer.says(sdp);
        answerer.hears(offerer);
        offerer.hears(answerer);
        answered = true;
        PartySdp offered = offerer.said().orElseThrow();
        boolean rtcpMux = sdp.rtcpMux() && offered.rtcpMux();
        List<MediaCommand> commands = List.of(
                accept(answerer, sdp, rtcpMux),
                new MediaCommand.CreateAnswer(session, answerer.leg(), Optional.empty()),
                accept(offerer, offered, rtcpMux),
                new MediaCommand.CreateAnswer(session, offerer.leg(), Optional.of(answerer.leg())),
                new MediaCommand.Hear(session, offerer.leg(), new Source.FromLeg(answerer.leg())),
                new MediaCommand.Hear(session, answerer.leg(), new Source.FromLeg(offerer.leg())));
        return new Plan(commands, replies -> {
            offerer.sendsTo(shown(replies.get(3)));
            return passed(sdp, offerer);
        });
    }

    private MediaCommand accept(Party party, PartySdp sdp, boolean rtcpMux) {
        return new MediaCommand.AcceptOffer(
                        session,
                        party.leg(),
                        sdp.forRelay(rtcpMux),
                        EVERY_CODEC,
                        sdp.from().symmetric(),
                        sdp.toward())
                .of(callId);
    }

    private static NgReply passed(PartySdp sdp, Party to) {
        return to.here()
                .<NgReply>map(here -> new NgReply.Passed(sdp.passedOn(here)))
                .orElseGet(() -> new NgReply.Failed("the other party has no port"));
    }

    /** Where the relay wants to hear the party, by the description that it made for it. */
    private static InetSocketAddress shown(MediaReply reply) {
        if (reply instanceof MediaReply.Description(String text, var _)
                && SessionDescription.parse(text) instanceof SessionDescription.Parsed.Description(var sdp)) {
            return Audio.in(sdp).flatMap(Audio::rtp).orElseThrow();
        }
        throw new IllegalStateException("no description of ours: " + reply);
    }

    /** Ends a party, or the call when nobody is left to talk; empty if the tags name nothing here. */
    Optional<Plan> delete(NgTags tags, Instant now) {
        lastSignal = now;
        Optional<Party> named = parties.find(tags.to().or(tags::from));
        if (named.isEmpty()) {
            return tags.to().or(tags::from).isEmpty() ? Optional.of(release(now)) : Optional.empty();
        }
        Party over = named.get();
        if (tags.to().isEmpty()) {
            Optional<Party> branch = tags.viaBranch().flatMap(via -> parties.branch(over, Optional.of(via)));
            return Optional.of(branch.map(party -> end(party, now)).orElseGet(() -> release(now)));
        }
        if (over.tags().size() == 1) {
            return Optional.of(end(over, now));
        }
        // Another fork goes on where this one had its media.
        tags.to().ifPresent(over.tags()::remove);
        return Optional.of(Plan.only(new NgReply.Deleted(Optional.empty(), Optional.empty())));
    }

    private Plan end(Party party, Instant now) {
        if (!parties.talkWithout(party)) {
            return release(now);
        }
        parties.remove(party);
        return deleted(new MediaCommand.ReleaseLeg(session, party.leg()), List.of(party), now);
    }

    private Plan release(Instant now) {
        List<Party> everybody = parties.all();
        everybody.forEach(parties::remove);
        return deleted(new MediaCommand.Release(session), everybody, now);
    }

    private Plan deleted(MediaCommand command, List<Party> gone, Instant now) {
        return new Plan(
                List.of(command),
                replies -> new NgReply.Deleted(Optional.of(figures(gone, replies.getFirst(), now)), Optional.empty()));
    }

    Plan query(Instant now) {
        return new Plan(
                List.of(new MediaCommand.Query(session)),
                replies -> new NgReply.Report(figures(parties.all(), replies.getFirst(), now)));
    }

    private NgCallFigures figures(List<Party> concerned, MediaReply reply, Instant now) {
        List<LegFigures> legs = reply instanceof MediaReply.Figures(var all) ? all : List.of();
        List<NgCallFigures.Party> found = new ArrayList<>();
        for (Party party : concerned) {
            legs.stream()
                    .filter(leg -> leg.leg().equals(party.leg()))
                    .findFirst()
                    .ifPresent(leg -> found.add(party.figures(leg, now)));
        }
        return new NgCallFigures(created, lastSignal, found);
    }

    /** Nobody is left. */
    boolean isOver() {
        return parties.all().isEmpty();
    }

    /** Whether its parties may be silent: nobody has answered, or somebody is on hold. */
    boolean maySleep() {
        return !answered
                || parties.all().stream()
                        .flatMap(party -> party.said().stream())
                        .anyMatch(PartySdp::isHeld);
    }

    /** When a request last named it. */
    Instant lastSignal() {
        return lastSignal;
    }
}
