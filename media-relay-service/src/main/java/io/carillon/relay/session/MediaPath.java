package io.carillon.relay.session;

import io.carillon.protocol.datagram.DatagramPort;
import io.carillon.protocol.sdp.Format;
import io.carillon.relay.agreement.LegAgreement.Agreed;
import io.carillon.relay.rtp.DigitReader;
import io.carillon.relay.rtp.PayloadMap;
import io.carillon.relay.rtp.RoundTrip;
import io.carillon.relay.rtp.RtcpReader;
import io.carillon.relay.rtp.RtpHeader;
import io.carillon.relay.rtp.RtpStream;
import io.carillon.relay.rtp.SourceLatch;
import io.carillon.relay.rtp.TelephoneEvent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of one party's packets: in through the latch, measured, and out to whoever hears the party. A packet is changed in
 * place for each hearer and put back, so that the way allocates nothing.
 *
 * <p>SSRCs pass unchanged (a translator, RFC 3550 §7.1): loss and reports stay true end to end, and another speaker is
 * another SSRC. Only an echo gets an SSRC of its own, since a phone takes its own number coming back for a collision.
 *
 * <p>Owner: the session's loop.
 */
final class MediaPath implements MediaPorts.Listener {

    private static final MediaPath[] NOBODY = {};

    /** RFC 3551's static audio numbers lie below this; nearly all count 8,000 units a second. */
    private static final int FIRST_UNASSIGNED = 35;

    private static final int USUAL_CLOCK = 8_000;
    private static final long NANOS_A_SECOND = 1_000_000_000L;

    /** RFC 3550 §5.1: a random start, with room before it wraps. */
    private static final int MAX_FIRST_SEQUENCE = 1 << 15;

    private static final int NUMBERS = 128;

    private final LoopResources on;
    private final PacketTotals totals;
    private final MediaPorts ports;
    private final int echoSsrc;
    private final SourceLatch rtpSource = new SourceLatch();
    private final SourceLatch rtcpSource = new SourceLatch();
    private final RtpStream stream = new RtpStream();
    private final RoundTrip roundTrip = new RoundTrip();
    private final PassedOn passedOn = new PassedOn();
    private final int[] clocks = new int[NUMBERS];
    private final DigitReader keys = new DigitReader();
    private final Consumer<DigitReader.Pressed> pressed;
    private final Wire wire = new Wire();
    private MediaPath[] hearers = NOBODY;

    private boolean partyReceives;
    /** What comes before anything is agreed on may be early media. */
    private boolean partySends = true;

    private boolean rtcpMux;
    private PayloadMap payloads = PayloadMap.IDENTITY;
    private boolean markNext;
    private long packetsSent;
    private long octetsSent;
    private long lastHeard;
    /** What the party sends keys with, and what it hears them with; no clock where it does neither. */
    private int keysFrom;

    private int keysFromClock;
    private int keysTo;
    private int keysToClock;
    private @Nullable DigitSender digits;

    /** @param pressed told of each key that the party presses */
    MediaPath(LoopResources on, PacketTotals totals, MediaPorts ports, Consumer<DigitReader.Pressed> pressed) {
        this.on = on;
        this.totals = totals;
        this.ports = ports;
        this.pressed = pressed;
        echoSsrc = on.random().nextInt();
        lastHeard = on.loop().nanoTime();
        Arrays.fill(clocks, 0, FIRST_UNASSIGNED, USUAL_CLOCK);
        ports.listen(this);
    }

    /** The party and we have agreed on this. */
    void follow(Agreed agreed) {
        partyReceives = agreed.partyReceives();
        partySends = agreed.partySends();
        rtcpMux = agreed.rtcpMux();
        rtpSource.announce(agreed.theirs().rtp());
        rtcpSource.announce(agreed.theirs().rtcp());
        keysFromClock = 0;
        for (Format format : agreed.ours().formats()) {
            // An event keeps its first timestamp (RFC 4733): nothing to measure jitter by.
            clocks[format.payloadType()] =
                    format.isTelephoneEvent() ? 0 : format.encoding().clockRate();
            if (format.isTelephoneEvent()) {
                keysFrom = format.payloadType();
                keysFromClock = format.encoding().clockRate();
            }
        }
        keysToClock = 0;
        for (Format format : agreed.theirs().formats()) {
            if (format.isTelephoneEvent()) {
                keysTo = format.payloadType();
                keysToClock = format.encoding().clockRate();
            }
        }
    }

    /** Presses a key that the party hears; false where it hears none, or too many wait. */
    boolean press(char digit, Duration duration) {
        if (keysToClock == 0) {
            return false;
        }
        DigitSender sender = digits;
        if (sender == null) {
            sender = new DigitSender(on.loop(), wire);
            digits = sender;
        }
        return sender.press(digit, duration);
    }

    /** Tells of a key whose end was not heard. */
    void flushDigits() {
        keys.silence(on.loop().nanoTime()).ifPresent(pressed);
    }

    /** What is known of the party beside its description; see {@link SourceLatch#expect}. */
    void expect(boolean symmetric, Optional<InetAddress> signalling) {
        rtpSource.expect(symmetric, signalling);
        rtcpSource.expect(symmetric, signalling);
    }

    void beHeardBy(List<MediaPath> paths) {
        hearers = paths.toArray(NOBODY);
    }

    /** From now on this path's party hears somebody else. */
    void hearAnother() {
        markNext = true;
    }

    /** How the numbers of whom it hears are turned into its own. */
    void translate(PayloadMap map) {
        payloads = map;
    }

    @Override
    public void rtp(ByteBuffer packet, InetSocketAddress from) {
        if (rtcpMux && RtcpReader.isRtcp(packet)) {
            rtcp(packet, from, rtpSource);
            return;
        }
        if (!RtpHeader.isRtp(packet)) {
            totals.countMalformed();
            return;
        }
        long now = on.loop().nanoTime();
        if (!rtpSource.accepts(from, now)) {
            totals.countStranger();
            return;
        }
        lastHeard = now;
        int payload = RtpHeader.payloadLength(packet);
        stream.received(
                RtpHeader.sequence(packet),
                RtpHeader.timestamp(packet),
                RtpHeader.ssrc(packet),
                payload,
                clocks[RtpHeader.payloadType(packet)],
                lastHeard);
        boolean key = keysFromClock > 0 && RtpHeader.payloadType(packet) == keysFrom;
        if (key) {
            keys.read(packet, payload, keysFromClock, lastHeard).ifPresent(pressed);
        } else if (keys.isOpen()) {
            keys.silence(lastHeard).ifPresent(pressed);
        }
        if (hearers.length == 0 || !partySends) {
            totals.countUnheard();
            return;
        }
        for (MediaPath hearer : hearers) {
            if (key && hearer.keysToClock == 0) {
                // Its keys go by signalling, or it has none.
                totals.countUnheard();
            } else {
                hearer.hear(packet, payload, this == hearer, lastHeard);
            }
        }
    }

    private void hear(ByteBuffer packet, int payload, boolean echo, long now) {
        InetSocketAddress to = rtpSource.destination();
        if (!partyReceives || to == null) {
            totals.countUnheard();
            return;
        }
        if (digits != null && digits.isPressed()) {
            wire.leaveOut(RtpHeader.ssrc(packet));
            totals.countUnheard();
            return;
        }
        byte was = RtpHeader.markerAndPayloadType(packet);
        int ssrc = RtpHeader.ssrc(packet);
        int sequence = RtpHeader.sequence(packet);
        RtpHeader.setMarkerAndPayloadType(packet, payloads.map(was, markNext));
        if (echo) {
            RtpHeader.setSsrc(packet, echoSsrc);
        }
        wire.passing(packet, now);
        if (ports.rtp().send(packet, to)) {
            totals.countRelayed();
            markNext = false;
            packetsSent++;
            octetsSent += payload;
        } else {
            totals.countUnsent();
        }
        RtpHeader.setMarkerAndPayloadType(packet, was);
        RtpHeader.setSsrc(packet, ssrc);
        RtpHeader.setSequence(packet, sequence);
    }

    @Override
    public void rtcp(ByteBuffer packet, InetSocketAddress from) {
        rtcp(packet, from, rtcpSource);
    }

    private void rtcp(ByteBuffer packet, InetSocketAddress from, SourceLatch latch) {
        if (!RtcpReader.isRtcp(packet)) {
            totals.countMalformed();
            return;
        }
        long now = on.loop().nanoTime();
        if (!latch.accepts(from, now)) {
            totals.countStranger();
            return;
        }
        passedOn.now = now;
        if (!RtcpReader.read(packet, passedOn)) {
            totals.countMalformed();
            return;
        }
        for (MediaPath hearer : hearers) {
            if (hearer != this) {
                hearer.passOnRtcp(packet);
            }
        }
    }

    private void passOnRtcp(ByteBuffer packet) {
        DatagramPort port = rtcpMux ? ports.rtp() : ports.rtcp();
        InetSocketAddress to = (rtcpMux ? rtpSource : rtcpSource).destination();
        if (to != null && !port.send(packet, to)) {
            totals.countUnsent();
        }
    }

    void close() {
        stopDigits();
        ports.close();
    }

    private void stopDigits() {
        if (digits != null) {
            digits.stop();
        }
    }

    /** Closes it before anybody was told of its ports. */
    void abandon() {
        ports.abandon();
    }

    int rtpPort() {
        return ports.rtpPort();
    }

    RtpStream stream() {
        return stream;
    }

    RoundTrip roundTrip() {
        return roundTrip;
    }

    long strangers() {
        return rtpSource.strangers() + rtcpSource.strangers();
    }

    long packetsSent() {
        return packetsSent;
    }

    long octetsSent() {
        return octetsSent;
    }

    /** When the party's last packet came, or the path began. */
    long lastHeard() {
        return lastHeard;
    }

    /**
     * The stream as the party hears it. Keys of ours take their place in its numbering, and whatever else would be heard
     * meanwhile is left out of it (RFC 4733 §2.5.1: one source, one sequence).
     */
    private final class Wire implements DigitSender.Stream {
        private final ByteBuffer event = ByteBuffer.allocate(RtpHeader.LENGTH + TelephoneEvent.LENGTH);
        private boolean begun;
        private int ssrc;
        private int sequence;
        private int timestamp;
        private long sentAt;
        private int shift;

        /** A packet that goes on to the party. */
        void passing(ByteBuffer packet, long now) {
            int source = RtpHeader.ssrc(packet);
            if (source != ssrc || !begun) {
                ssrc = source;
                begun = true;
                shift = 0;
            }
            sequence = RtpHeader.sequence(packet) + shift;
            if (shift != 0) {
                RtpHeader.setSequence(packet, sequence);
            }
            timestamp = RtpHeader.timestamp(packet);
            sentAt = now;
        }

        /** A packet that does not. */
        void leaveOut(int source) {
            if (source == ssrc) {
                shift--;
            }
        }

        @Override
        public int now() {
            begin();
            long nanos = on.loop().nanoTime() - sentAt;
            return timestamp + (int) (nanos * keysToClock / NANOS_A_SECOND);
        }

        private void begin() {
            if (!begun) {
                begun = true;
                ssrc = echoSsrc;
                sequence = on.random().nextInt(MAX_FIRST_SEQUENCE);
                timestamp = on.random().nextInt();
                sentAt = on.loop().nanoTime();
            }
        }

        @Override
        public int clock() {
            return keysToClock;
        }

        @Override
        public void send(boolean marker, int eventTimestamp, int code, boolean end, int duration) {
            InetSocketAddress to = rtpSource.destination();
            if (!partyReceives || to == null) {
                totals.countUnheard();
                return;
            }
            begin();
            sequence++;
            shift++;
            event.clear();
            RtpHeader.put(event, marker, keysTo, sequence, eventTimestamp, ssrc);
            TelephoneEvent.put(event, code, end, duration);
            event.flip();
            if (ports.rtp().send(event, to)) {
                packetsSent++;
                octetsSent += TelephoneEvent.LENGTH;
            } else {
                totals.countUnsent();
            }
        }
    }

    /** Takes from a report of the party what measures the round trip, here and on the hearers' side. */
    private final class PassedOn implements RtcpReader.Reports {

        private long now;

        @Override
        public void sent(int middleNtp) {
            for (MediaPath hearer : hearers) {
                if (hearer != MediaPath.this) {
                    hearer.roundTrip.passedOn(middleNtp, now);
                }
            }
        }

        @Override
        public void received(int lastReport, long delay) {
            roundTrip.reported(lastReport, delay, now);
        }
    }
}
