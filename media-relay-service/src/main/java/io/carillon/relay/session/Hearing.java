package io.carillon.relay.session;

import io.carillon.protocol.media.Source;
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
    /** Of every codec that we can write. */
    private static final int SPEECH_CLOCK = 8_000;

    private final LoopResources on;
    private final PacketTotals totals;
    private final MediaPorts ports;
    private final SourceLatch rtp;
    private final SourceLatch rtcp;
    private final int echoSsrc;
    private final Wire wire;
    private final Voice voice;
    private boolean partyReceives;
    private boolean rtcpMux;
    private PayloadMap payloads = PayloadMap.IDENTITY;
    private boolean takesKeys = true;
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
     * @param said told how it ended what we said to it
     */
    Hearing(
            LoopResources on,
            PacketTotals totals,
            MediaPorts ports,
            SourceLatch rtp,
            SourceLatch rtcp,
            Voice.Ended said) {
        this.on = on;
        this.totals = totals;
        this.ports = ports;
        this.rtp = rtp;
        this.rtcp = rtcp;
        echoSsrc = on.random().nextInt();
        wire = new Wire(on.loop(), on.random());
        voice = new Voice(on, new Said(), said);
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
        voice.follow(agreed.theirs().formats());
    }

    /** Says this to the party, and no more what it is saying. */
    void play(Source.Playing sounds) {
        voice.play(sounds);
    }

    /** The party has begun to press a key. */
    void keyDown(char digit) {
        voice.keyDown(digit);
    }

    /** From now on the party hears somebody else. */
    void another() {
        markNext = true;
        voice.stop();
    }

    /**
     * Whom it hears.
     *
     * @param map how the speaker's numbers are turned into its own
     * @param keys whether the speaker's keys come along
     */
    void from(PayloadMap map, boolean keys) {
        payloads = map;
        takesKeys = keys;
    }

    private boolean hearsKeys() {
        return keysToClock > 0;
    }

    /** Presses a key that the party hears; false where it hears none, or too many wait. */
    boolean press(char digit, Duration duration) {
        if (!hearsKeys()) {
            return false;
        }
        DigitSender sender = digits;
        if (sender == null) {
            sender = new DigitSender(on.loop(), new Keys());
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
        if (isKeyPressed() || !payloads.isHeard(RtpHeader.markerAndPayloadType(packet))) {
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

    /** A key of the speaker's: its packets pass, unless the party has none, gets them by signalling, or is not to have them. */
    void hearKey(ByteBuffer packet, int payload, boolean echo, long now) {
        if (takesKeys && hearsKeys()) {
            hear(packet, payload, echo, now);
        } else {
            wire.leaveOut(RtpHeader.ssrc(packet));
            totals.countUnheard();
        }
    }

    private boolean isKeyPressed() {
        return digits != null && digits.isPressed();
    }

    private boolean send(ByteBuffer packet, int payload, InetSocketAddress to) {
        boolean sent = ports.sendRtp(packet, to);
        if (sent) {
            packetsSent++;
            octetsSent += payload;
        } else {
            totals.countUnsent();
        }
        return sent;
    }

    void hearRtcp(ByteBuffer packet) {
        InetSocketAddress to = (rtcpMux ? rtp : rtcp).destination();
        if (to != null && !(rtcpMux ? ports.sendRtp(packet, to) : ports.sendRtcp(packet, to))) {
            totals.countUnsent();
        }
    }

    void stop() {
        voice.stop();
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

    /** Keys of ours, in the place of whatever else would be heard meanwhile (RFC 4733 §2.5.1: one source, one sequence). */
    private final class Keys implements DigitSender.Stream {
        private final ByteBuffer event = ByteBuffer.allocate(RtpHeader.LENGTH + TelephoneEvent.LENGTH);

        @Override
        public int now() {
            return wire.timestamp(keysToClock);
        }

        @Override
        public int clock() {
            return keysToClock;
        }

        @Override
        public void send(boolean marker, int timestamp, int code, boolean end, int duration) {
            InetSocketAddress to = rtp.destination();
            if (!partyReceives || to == null) {
                totals.countUnheard();
                return;
            }
            event.clear();
            RtpHeader.put(event, marker, keysTo, wire.insert(), timestamp, wire.ssrc());
            TelephoneEvent.put(event, code, end, duration);
            event.flip();
            var _ = Hearing.this.send(event, TelephoneEvent.LENGTH, to);
        }
    }

    /** What we say ourselves. */
    private final class Said implements Voice.Outlet {
        @Override
        public int ssrc() {
            return wire.ownSsrc();
        }

        @Override
        public int firstSequence() {
            return wire.ownSequence();
        }

        @Override
        public int timestamp() {
            return wire.ownTimestamp(SPEECH_CLOCK);
        }

        @Override
        public void say(ByteBuffer packet, int payload) {
            InetSocketAddress to = rtp.destination();
            if (!partyReceives || to == null) {
                totals.countUnheard();
            } else if (isKeyPressed()) {
                wire.leaveOut(wire.ownSsrc());
                totals.countUnheard();
            } else {
                wire.passing(packet, on.loop().nanoTime());
                if (Hearing.this.send(packet, payload, to)) {
                    totals.countSaid();
                }
            }
        }
    }
}
