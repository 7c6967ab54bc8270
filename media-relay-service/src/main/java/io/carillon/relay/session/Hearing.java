package io.carillon.relay.session;

import io.carillon.protocol.datagram.DatagramPort;
import io.carillon.protocol.sdp.Format;
import io.carillon.relay.agreement.LegAgreement.Agreed;
import io.carillon.relay.rtp.PayloadMap;
import io.carillon.relay.rtp.RtpHeader;
import io.carillon.relay.rtp.SourceLatch;
import io.carillon.relay.rtp.TelephoneEvent;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one party hears: others' packets, changed in place for it and put back, so that nothing is allocated; and keys of
 * ours among them.
 *
 * <p>SSRCs pass unchanged (a translator, RFC 3550 §7.1): loss and reports stay true end to end, and another speaker is
 * another SSRC. Only an echo gets an SSRC of its own, since a phone takes its own number coming back for a collision.
 *
 * <p>Owner: the session's loop.
 */
final class Hearing {
    private static final long NANOS_A_SECOND = 1_000_000_000L;

    /** RFC 3550 §5.1: a random start, with room before it wraps. */
    private static final int MAX_FIRST_SEQUENCE = 1 << 15;

    private final LoopResources on;
    private final PacketTotals totals;
    private final MediaPorts ports;
    private final SourceLatch rtp;
    private final SourceLatch rtcp;
    private final int echoSsrc;
    private final Wire wire = new Wire();
    private boolean partyReceives;
    private boolean rtcpMux;
    private PayloadMap payloads = PayloadMap.IDENTITY;
    private boolean markNext;
    private long packetsSent;
    private long octetsSent;
    /** What the party hears keys with; no clock where it does not. */
    private int keysTo;

    private int keysToClock;
    private @Nullable DigitSender digits;

    /**
     * @param rtp where the party is
     * @param rtcp where it is for RTCP
     */
    Hearing(LoopResources on, PacketTotals totals, MediaPorts ports, SourceLatch rtp, SourceLatch rtcp) {
        this.on = on;
        this.totals = totals;
        this.ports = ports;
        this.rtp = rtp;
        this.rtcp = rtcp;
        echoSsrc = on.random().nextInt();
    }

    /** The party and we have agreed on this. */
    void follow(Agreed agreed) {
        partyReceives = agreed.partyReceives();
        rtcpMux = agreed.rtcpMux();
        keysToClock = 0;
        for (Format format : agreed.theirs().formats()) {
            if (format.isTelephoneEvent()) {
                keysTo = format.payloadType();
                keysToClock = format.encoding().clockRate();
            }
        }
    }

    /** From now on the party hears somebody else. */
    void another() {
        markNext = true;
    }

    /** How the numbers of whom it hears are turned into its own. */
    void translate(PayloadMap map) {
        payloads = map;
    }

    boolean hearsKeys() {
        return keysToClock > 0;
    }

    /** Presses a key that the party hears; false where it hears none, or too many wait. */
    boolean press(char digit, Duration duration) {
        if (!hearsKeys()) {
            return false;
        }
        DigitSender sender = digits;
        if (sender == null) {
            sender = new DigitSender(on.loop(), wire);
            digits = sender;
        }
        return sender.press(digit, duration);
    }

    void hear(ByteBuffer packet, int payload, boolean echo, long now) {
        InetSocketAddress to = rtp.destination();
        if (!partyReceives || to == null) {
            totals.countUnheard();
            return;
        }
        boolean pressed = digits != null && digits.isPressed();
        if (pressed || !payloads.isHeard(RtpHeader.markerAndPayloadType(packet))) {
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
        if (send(packet, payload, to)) {
            totals.countRelayed();
            markNext = false;
        }
        RtpHeader.setMarkerAndPayloadType(packet, was);
        RtpHeader.setSsrc(packet, ssrc);
        RtpHeader.setSequence(packet, sequence);
    }

    private boolean send(ByteBuffer packet, int payload, InetSocketAddress to) {
        boolean sent = ports.rtp().send(packet, to);
        if (sent) {
            packetsSent++;
            octetsSent += payload;
        } else {
            totals.countUnsent();
        }
        return sent;
    }

    void hearRtcp(ByteBuffer packet) {
        DatagramPort port = rtcpMux ? ports.rtp() : ports.rtcp();
        InetSocketAddress to = (rtcpMux ? rtp : rtcp).destination();
        if (to != null && !port.send(packet, to)) {
            totals.countUnsent();
        }
    }

    void stop() {
        if (digits != null) {
            digits.stop();
        }
    }

    long packetsSent() {
        return packetsSent;
    }

    long octetsSent() {
        return octetsSent;
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
            InetSocketAddress to = rtp.destination();
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
            var _ = Hearing.this.send(event, TelephoneEvent.LENGTH, to);
        }
    }
}
