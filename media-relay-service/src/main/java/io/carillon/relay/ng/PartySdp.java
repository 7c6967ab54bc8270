package io.carillon.relay.ng;

import io.carillon.protocol.media.ng.NgDescription;
import io.carillon.protocol.sdp.Attribute;
import io.carillon.protocol.sdp.Audio;
import io.carillon.protocol.sdp.Connection;
import io.carillon.protocol.sdp.MediaDescription;
import io.carillon.protocol.sdp.SessionDescription;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A party's newest description, read.
 *
 * @param audio the stream that is relayed; empty where the party has rejected them all
 */
record PartySdp(NgDescription from, SessionDescription sdp, Optional<Audio> audio) {

    /** What became of a text. */
    sealed interface Read {

        record Understood(PartySdp sdp) implements Read {}

        record Unusable(String cause) implements Read {}
    }

    static Read read(NgDescription from) {
        return switch (SessionDescription.parse(from.sdp())) {
            case SessionDescription.Parsed.Malformed malformed -> new Read.Unusable(malformed.toString());
            case SessionDescription.Parsed.Description(SessionDescription sdp) -> {
                Optional<Audio> audio = Audio.in(sdp);
                boolean isRejected = sdp.media().stream().allMatch(MediaDescription::isRejected);
                yield audio.isPresent() || isRejected
                        ? new Read.Understood(new PartySdp(from, sdp, audio))
                        : new Read.Unusable("there is no audio stream over plain RTP");
            }
        };
    }

    boolean rtcpMux() {
        return audio.map(Audio::rtcpMux).orElse(false);
    }

    Optional<String> toward() {
        return from.receivedFrom().map(InetAddress::getHostAddress);
    }

    /** Whether the party has stopped the other one's sound or its own: it may be silent. */
    boolean isHeld() {
        return audio.isEmpty()
                || !audio.get().direction().sends()
                || !audio.get().direction().receives();
    }

    /**
     * The description for the relay: the relayed stream alone, its address that of the SIP message where that was asked
     * for.
     *
     * @param rtcpMux whether both parties want RTCP on the port of RTP
     */
    String forRelay(boolean rtcpMux) {
        MediaDescription stream = sdp.media()
                .get(audio.orElseThrow(() -> new IllegalStateException("nothing is relayed"))
                        .index());
        Optional<Connection> source = sdp.connectionOf(stream)
                .filter(Predicate.not(Connection::isUnspecified))
                .flatMap(_ -> from.receivedFrom().filter(_ -> from.sourceAddressed()))
                .map(Connection::of);
        List<Attribute> attributes = stream.attributes().stream()
                .filter(attribute -> rtcpMux || !attribute.name().equals("rtcp-mux"))
                .map(attribute -> source.isPresent() ? withoutAddress(attribute) : attribute)
                .toList();
        MediaDescription alone = new MediaDescription(
                stream.type(),
                stream.port(),
                1,
                stream.protocol(),
                stream.formats(),
                source.or(stream::connection),
                List.of(),
                attributes);
        return new SessionDescription(sdp.origin(), "-", sdp.connection(), List.of(), sdp.attributes(), List.of(alone))
                .toString();
    }

    /** {@code a=rtcp:port IN IP4 address} with its port only. */
    private static Attribute withoutAddress(Attribute attribute) {
        return attribute.name().equals(SdpEdit.RTCP) && attribute.value().isPresent()
                ? Attribute.of(SdpEdit.RTCP, attribute.value().get().strip().split("\\s", 2)[0])
                : attribute;
    }

    /** The description for the other party, which is to send here. */
    String passedOn(InetSocketAddress here) {
        return new SdpEdit(this, here).text();
    }
}
