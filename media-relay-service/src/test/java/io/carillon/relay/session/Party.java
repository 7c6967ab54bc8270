package io.carillon.relay.session;

import io.carillon.protocol.datagram.DatagramLoop;
import io.carillon.protocol.datagram.DatagramOptions;
import io.carillon.protocol.datagram.DatagramPort;
import io.carillon.relay.rtp.RtcpReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The far end of a leg: two ports, and what it heard. */
final class Party {

    static final int SSRC = 0x0a0b0c0d;

    record Heard(int payloadType, boolean marker, int sequence, int timestamp, int ssrc, int port) {}

    /** A packet of a key (RFC 4733). */
    record Event(int code, boolean end, int duration, int timestamp) {}

    private final List<Event> events = new ArrayList<>();
    private final List<Heard> heard = new ArrayList<>();
    private final List<ByteBuffer> reports = new ArrayList<>();
    private final DatagramPort rtp;
    private final DatagramPort rtcp;

    Party(DatagramLoop network, String address, int port) throws IOException {
        InetAddress host = InetAddress.ofLiteral(address);
        rtp = network.open(
                new InetSocketAddress(host, port),
                (own, packet, from) -> {
                    if (RtcpReader.isRtcp(packet)) {
                        reports.add(copy(packet));
                    } else {
                        heard.add(read(packet, from));
                        if (packet.remaining() == 16) {
                            events.add(event(packet));
                        }
                    }
                },
                DatagramOptions.MEDIA);
        rtcp = network.open(
                new InetSocketAddress(host, port + 1),
                (own, packet, from) -> reports.add(copy(packet)),
                DatagramOptions.MEDIA);
    }

    String sdp(String formats) {
        String address = rtp.localAddress().getAddress().getHostAddress();
        return "v=0\no=- 5 5 IN IP4 " + address + "\ns=-\nc=IN IP4 " + address + "\nt=0 0\nm=audio "
                + rtp.localAddress().getPort() + " RTP/AVP " + formats + "\n";
    }

    void say(int payloadType, int sequence, InetSocketAddress to) {
        say(payloadType, sequence, SSRC, to);
    }

    void say(int payloadType, int sequence, int ssrc, InetSocketAddress to) {
        rtp.send(packet(payloadType, sequence, ssrc), to);
    }

    /** One packet of a key. */
    void press(
            int payloadType, int sequence, int code, boolean end, int duration, int timestamp, InetSocketAddress to) {
        rtp.send(
                ByteBuffer.allocate(16)
                        .put((byte) 0x80)
                        .put((byte) payloadType)
                        .putShort((short) sequence)
                        .putInt(timestamp)
                        .putInt(SSRC)
                        .put((byte) code)
                        .put((byte) (end ? 0x8a : 0x0a))
                        .putShort((short) duration)
                        .position(0),
                to);
    }

    List<Event> events() {
        return events;
    }

    private static Event event(ByteBuffer packet) {
        return new Event(packet.get(12), (packet.get(13) & 0x80) != 0, packet.getShort(14) & 0xffff, packet.getInt(4));
    }

    void report(ByteBuffer report, InetSocketAddress to) {
        rtcp.send(report, to);
    }

    void reportOnRtpPort(ByteBuffer report, InetSocketAddress to) {
        rtp.send(report, to);
    }

    List<Heard> heard() {
        return heard;
    }

    List<ByteBuffer> reports() {
        return reports;
    }

    private static ByteBuffer packet(int payloadType, int sequence, int ssrc) {
        return ByteBuffer.allocate(172)
                .put((byte) 0x80)
                .put((byte) payloadType)
                .putShort((short) sequence)
                .putInt(sequence * 160)
                .putInt(ssrc)
                .position(0);
    }

    private static Heard read(ByteBuffer packet, InetSocketAddress from) {
        int second = packet.get(1);
        return new Heard(
                second & 0x7f,
                (second & 0x80) != 0,
                packet.getShort(2) & 0xffff,
                packet.getInt(4),
                packet.getInt(8),
                from.getPort());
    }

    private static ByteBuffer copy(ByteBuffer packet) {
        return ByteBuffer.allocate(packet.remaining()).put(packet.duplicate()).flip();
    }
}
