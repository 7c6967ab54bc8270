package io.carillon.testkit.rtp;

import io.carillon.testkit.Watch;
import io.carillon.testkit.network.UdpNetwork;
import io.carillon.testkit.sound.Tone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The audio of one call at one phone: a pair of ports (RTP even, RTCP odd), a talker once it is known where to, and an
 * ear. A sender report with a report block goes out every second while it talks (RFC 3550 §6.4.1).
 */
public final class CallAudio implements AutoCloseable {

    private static final int LARGEST_DATAGRAM = 65_535;
    private static final int FIRST_PORT = 40_000;
    private static final int PAIRS = 10_000;

    /**
     * Each pair is given out once before any is again: a relay may speak for a while to a phone that fell off the network, and
     * another one would hear it there.
     */
    private static final AtomicInteger NEXT_PAIR =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(PAIRS));

    private static final int ATTEMPTS = 100;

    private final Tone tone;
    private final DatagramSocket rtp;
    private final DatagramSocket rtcp;
    private final RtpEar ear;
    private final Rtcp reports;
    private final List<byte[]> rtcpReceived = new CopyOnWriteArrayList<>();
    private final Runnable onBeat = this::report;
    private Optional<RtpTalker> talker = Optional.empty();
    private Optional<InetSocketAddress> remoteRtcp = Optional.empty();
    private int beats;

    private CallAudio(Tone tone, DatagramSocket rtp, DatagramSocket rtcp) {
        this.tone = tone;
        this.rtp = rtp;
        this.rtcp = rtcp;
        this.ear = new RtpEar(new Watch());
        this.reports = new Rtcp(ear);
        Thread.ofVirtual().name("rtp-" + rtp.getLocalPort()).start(() -> receive(rtp, this::heard));
        Thread.ofVirtual().name("rtcp-" + rtcp.getLocalPort()).start(() -> receive(rtcp, this::reported));
    }

    /** Opens a free pair of ports of this machine. */
    public static CallAudio open(InetAddress local, Tone tone) {
        return open(UdpNetwork.PUBLIC, local, tone);
    }

    /** Opens a free pair of ports. */
    public static CallAudio open(UdpNetwork network, InetAddress local, Tone tone) {
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = FIRST_PORT + 2 * Math.floorMod(NEXT_PAIR.getAndIncrement(), PAIRS);
            Optional<CallAudio> audio = tryOpen(network, local, port, tone);
            if (audio.isPresent()) {
                return audio.get();
            }
        }
        throw new IllegalStateException("no free pair of ports at " + local);
    }

    /** Opens this even port and the odd one above it; empty if one is taken. */
    public static Optional<CallAudio> tryOpen(UdpNetwork network, InetAddress local, int port, Tone tone) {
        DatagramSocket rtp;
        try {
            rtp = network.open(new InetSocketAddress(local, port));
        } catch (IOException taken) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CallAudio(tone, rtp, network.open(new InetSocketAddress(local, port + 1))));
        } catch (IOException taken) {
            rtp.close();
            return Optional.empty();
        }
    }

    public InetSocketAddress local() {
        return (InetSocketAddress) rtp.getLocalSocketAddress();
    }

    public void understand(Collection<Codec> codecs) {
        ear.learn(codecs);
    }

    /** Begins to talk there, or goes on there when it talks already. */
    public synchronized void talkTo(InetSocketAddress remote, Codec codec) {
        remoteRtcp = Optional.of(new InetSocketAddress(remote.getAddress(), remote.getPort() + 1));
        talker.ifPresent(talking -> talking.become(codec, remote));
        if (talker.isEmpty()) {
            talker = Optional.of(RtpTalker.start(rtp, tone, codec, remote));
            Metronome.add(onBeat);
        }
    }

    /** @throws IllegalStateException before the other side's address is known */
    public synchronized RtpTalker talker() {
        return talker.orElseThrow(() -> new IllegalStateException("does not talk yet"));
    }

    public RtpEar ear() {
        return ear;
    }

    /** Where this phone sends to, once it does; also what a stranger aims at. */
    public synchronized Optional<InetSocketAddress> remoteRtcp() {
        return remoteRtcp;
    }

    /** RTCP packets received, as they came. */
    public List<byte[]> rtcpReceived() {
        return List.copyOf(rtcpReceived);
    }

    /** Waits for a report from the other side. */
    public void awaitRtcp(Duration limit) {
        Watch.until("an RTCP report", limit, () -> !rtcpReceived.isEmpty(), ear::toString);
    }

    @Override
    public synchronized void close() {
        Metronome.remove(onBeat);
        talker.ifPresent(RtpTalker::close);
        rtp.close();
        rtcp.close();
    }

    private synchronized void report() {
        beats++;
        if (beats % RtpTalker.PACKETS_PER_SECOND == 0 && talker.isPresent() && remoteRtcp.isPresent()) {
            byte[] report = reports.senderReport(talker.get());
            try {
                rtcp.send(new DatagramPacket(report, report.length, remoteRtcp.get()));
            } catch (IOException unreachable) {
                reports.notSent();
            }
        }
    }

    private void heard(DatagramPacket datagram) {
        RtpPacket.parse(ByteBuffer.wrap(datagram.getData(), 0, datagram.getLength()))
                .ifPresent(packet -> ear.received((InetSocketAddress) datagram.getSocketAddress(), packet));
    }

    private void reported(DatagramPacket datagram) {
        byte[] report = new byte[datagram.getLength()];
        System.arraycopy(datagram.getData(), 0, report, 0, report.length);
        reports.received(report);
        rtcpReceived.add(report);
    }

    private interface Receiver {
        void received(DatagramPacket datagram);
    }

    private static void receive(DatagramSocket socket, Receiver receiver) {
        DatagramPacket datagram = new DatagramPacket(new byte[LARGEST_DATAGRAM], LARGEST_DATAGRAM);
        while (!socket.isClosed()) {
            try {
                datagram.setLength(LARGEST_DATAGRAM);
                socket.receive(datagram);
                receiver.received(datagram);
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
