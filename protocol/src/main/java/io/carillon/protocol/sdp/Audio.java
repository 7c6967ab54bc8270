package io.carillon.protocol.sdp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One party's audio stream: what its description says, or what ours will say for it.
 *
 * @param index which m-line it is, from 0
 * @param protocol {@code RTP/AVP} or {@code RTP/AVPF}
 * @param rtp where it receives RTP; empty if it receives nowhere (hold of RFC 2543) or at a name
 * @param rtcp where it receives RTCP: {@code a=rtcp} (RFC 3605), else the next port
 * @param rtcpMux whether it says that RTCP may share the port of RTP (RFC 5761)
 * @param direction seen from it
 * @param formats in its order of preference, with the payload numbers it wants to receive
 * @param packetTime the value of {@code a=ptime}: milliseconds of sound a packet
 * @param maxPacketTime the value of {@code a=maxptime}
 */
public record Audio(
        int index,
        String protocol,
        Optional<InetSocketAddress> rtp,
        Optional<InetSocketAddress> rtcp,
        boolean rtcpMux,
        Direction direction,
        List<Format> formats,
        Optional<String> packetTime,
        Optional<String> maxPacketTime) {

    static final String TYPE = "audio";
    /** RFC 3551. */
    public static final String RTP_AVP = "RTP/AVP";

    private static final String RTP_AVPF = "RTP/AVPF";

    public Audio {
        formats = List.copyOf(formats);
    }

    /** The first audio stream that we can carry: not rejected, plain RTP, with a format whose meaning is known. */
    public static Optional<Audio> in(SessionDescription sdp) {
        for (int index = 0; index < sdp.media().size(); index++) {
            MediaDescription stream = sdp.media().get(index);
            List<Format> formats = isCarried(stream) ? stream.rtpFormats() : List.of();
            if (!formats.isEmpty()) {
                return Optional.of(read(sdp, stream, index, formats));
            }
        }
        return Optional.empty();
    }

    /** The names of its codecs, in order, without {@code telephone-event}. */
    public List<String> codecNames() {
        List<String> names = new ArrayList<>(formats.size());
        for (Format format : formats) {
            if (!format.isTelephoneEvent()) {
                names.add(format.codecName());
            }
        }
        return List.copyOf(names);
    }

    public Audio withFormats(List<Format> changed) {
        return new Audio(index, protocol, rtp, rtcp, rtcpMux, direction, changed, packetTime, maxPacketTime);
    }

    private static boolean isCarried(MediaDescription stream) {
        return stream.type().equals(TYPE)
                && !stream.isRejected()
                && (stream.protocol().equalsIgnoreCase(RTP_AVP)
                        || stream.protocol().equalsIgnoreCase(RTP_AVPF));
    }

    private static Audio read(SessionDescription sdp, MediaDescription stream, int index, List<Format> formats) {
        Optional<Connection> connection = sdp.connectionOf(stream);
        boolean oldHold = connection.filter(Connection::isUnspecified).isPresent();
        Direction direction = sdp.directionOf(stream);
        Optional<InetAddress> address = oldHold ? Optional.empty() : connection.flatMap(Connection::literal);
        return new Audio(
                index,
                stream.protocol(),
                address.map(a -> new InetSocketAddress(a, stream.port())),
                rtcp(stream, address),
                stream.has("rtcp-mux"),
                oldHold ? direction.and(Direction.SENDONLY) : direction,
                formats,
                milliseconds(stream.attribute("ptime")),
                milliseconds(stream.attribute("maxptime")));
    }

    private static Optional<String> milliseconds(Optional<String> value) {
        return value.map(String::strip)
                .filter(text -> SdpParser.number(text, 1_000).isPresent());
    }

    /** {@code a=rtcp:port [IN IP4 address]}; the odd port above RTP's without it. */
    private static Optional<InetSocketAddress> rtcp(MediaDescription stream, Optional<InetAddress> address) {
        String[] fields = SdpParser.fields(stream.attribute("rtcp").orElse(""));
        Optional<Integer> port = fields.length == 0
                ? Optional.empty()
                : SdpParser.number(fields[0], 65_535).filter(number -> number > 0);
        if (port.isEmpty()) {
            return address.filter(a -> stream.port() < 65_535).map(a -> new InetSocketAddress(a, stream.port() + 1));
        }
        Optional<InetAddress> own =
                fields.length == 4 ? new Connection(fields[2], fields[3]).literal() : Optional.empty();
        return own.or(() -> address).map(a -> new InetSocketAddress(a, port.get()));
    }

    MediaDescription toMediaDescription() {
        InetSocketAddress here = rtp.orElseThrow(() -> new IllegalStateException("our own audio needs an address"));
        return new MediaDescription(
                TYPE,
                here.getPort(),
                1,
                protocol,
                formats.stream().map(format -> "" + format.payloadType()).toList(),
                Optional.empty(),
                List.of(),
                OfferAnswer.attributes(this));
    }
}
