package io.carillon.relay.session;

import io.carillon.protocol.media.MediaEvent.Recorded.End;
import io.carillon.protocol.sdp.Format;
import io.carillon.relay.agreement.LegAgreement.Agreed;
import io.carillon.relay.rtp.DigitReader;
import io.carillon.relay.rtp.RoundTrip;
import io.carillon.relay.rtp.RtcpReader;
import io.carillon.relay.rtp.RtpHeader;
import io.carillon.relay.rtp.RtpStream;
import io.carillon.relay.rtp.SourceLatch;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The way of one party's packets: in through the latch, measured, and on to whoever hears the party.
 *
 * <p>Owner: the session's loop.
 */
final class MediaPath implements MediaPorts.Listener {

    private static final MediaPath[] NOBODY = {};

    /** RFC 3551's static audio numbers lie below this; nearly all count 8,000 units a second. */
    private static final int FIRST_UNASSIGNED = 35;

    private static final int USUAL_CLOCK = 8_000;
    private static final int NUMBERS = 128;

    private final LoopResources on;
    private final PacketTotals totals;
    private final MediaPorts ports;
    private final SourceLatch rtpSource = new SourceLatch();
    private final SourceLatch rtcpSource = new SourceLatch();
    private final RtpStream stream = new RtpStream();
    private final RoundTrip roundTrip = new RoundTrip();
    private final PassedOn passedOn = new PassedOn();
    private final int[] clocks = new int[NUMBERS];
    private final DigitReader keys = new DigitReader();
    private final Listener told;
    private final Hearing hearing;
    private final Tape tape;
    private MediaPath[] hearers = NOBODY;

    /** What comes before anything is agreed on may be early media. */
    private boolean partySends = true;

    private boolean rtcpMux;
    private long lastHeard;
    /** What the party sends keys with; no clock where it does not. */
    private int keysFrom;

    private int keysFromClock;

    /** Is told what the path's party does and has heard. */
    interface Listener extends Voice.Ended, Recorder.Told {
        void pressed(DigitReader.Pressed key);
    }

    MediaPath(LoopResources on, PacketTotals totals, MediaPorts ports, Listener told) {
        this.on = on;
        this.totals = totals;
        this.ports = ports;
        this.told = told;
        hearing = new Hearing(on, totals, ports, rtpSource, rtcpSource, told);
        tape = new Tape(on, told);
        lastHeard = on.loop().nanoTime();
        Arrays.fill(clocks, 0, FIRST_UNASSIGNED, USUAL_CLOCK);
        ports.listen(this);
    }

    /** The party and we have agreed on this. */
    void follow(Agreed agreed) {
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
        hearing.follow(agreed);
        tape.follow(agreed.ours().formats());
    }

    /** Tells of a key whose end was not heard. */
    void flushDigits() {
        keys.silence(on.loop().nanoTime()).ifPresent(told::pressed);
    }

    /** What is known of the party beside its description; see {@link SourceLatch#expect}. */
    void expect(boolean symmetric, Optional<InetAddress> signalling) {
        rtpSource.expect(symmetric, signalling);
        rtcpSource.expect(symmetric, signalling);
    }

    void beHeardBy(List<MediaPath> paths) {
        hearers = paths.toArray(NOBODY);
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
            key(keys.read(packet, payload, keysFromClock, lastHeard));
        } else if (keys.isOpen()) {
            keys.silence(lastHeard).ifPresent(told::pressed);
        }
        if (partySends) {
            tape.hear(packet, payload, lastHeard);
        }
        if (hearers.length == 0 || !partySends) {
            totals.countUnheard();
            return;
        }
        for (MediaPath hearer : hearers) {
            if (key) {
                hearer.hearing.hearKey(packet, payload, this == hearer, lastHeard);
            } else {
                hearer.hearing.hear(packet, payload, this == hearer, lastHeard);
            }
        }
    }

    private void key(DigitReader.Read read) {
        read.down().ifPresent(this::keyDown);
        read.pressed().ifPresent(told::pressed);
    }

    private void keyDown(char digit) {
        hearing.keyDown(digit);
        tape.keyDown(digit);
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
                hearer.hearing.hearRtcp(packet);
            }
        }
    }

    void close() {
        tape.stop(End.LEFT);
        hearing.stop();
        ports.close();
    }

    /** Closes it before anybody was told of its ports. */
    void abandon() {
        tape.stop(End.LEFT);
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

    /** What the path's party hears. */
    Hearing hearing() {
        return hearing;
    }

    /** What records the path's party. */
    Tape tape() {
        return tape;
    }

    /** When the party's last packet came, or the path began. */
    long lastHeard() {
        return lastHeard;
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
