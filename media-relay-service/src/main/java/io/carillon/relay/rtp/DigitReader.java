package io.carillon.relay.rtp;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds the keys that a party presses among its packets (RFC 4733 §2.5.2): one event is many packets with one timestamp,
 * and any of them may be missing. Told once, when its end is seen or must have been. Owner: the session's loop.
 */
public final class DigitReader {
    /** An event that nothing more is heard of for so long is over: its three end packets are lost. */
    private static final long OVER_NANOS = Duration.ofMillis(150).toNanos();

    private boolean known;
    private boolean told;
    private int ssrc;
    private int timestamp;
    private int code;
    private int duration;
    private int clock;
    private long heard;

    /** A key, and for how long it was pressed. */
    public record Pressed(char digit, Duration duration) {}

    /**
     * What a packet says.
     *
     * @param down a key whose pressing begins with it
     * @param pressed a key whose pressing is over
     */
    public record Read(Optional<Character> down, Optional<Pressed> pressed) {
        private static final Read NOTHING_NEW = new Read(Optional.empty(), Optional.empty());
    }

    /**
     * A packet with the number of events.
     *
     * @param clock units of the timestamp a second
     */
    public Read read(ByteBuffer packet, int payloadLength, int clock, long now) {
        int at = RtpHeader.payloadAt(packet);
        if (payloadLength < TelephoneEvent.LENGTH || !TelephoneEvent.isKey(TelephoneEvent.code(packet, at))) {
            return Read.NOTHING_NEW;
        }
        Optional<Pressed> cutOff = follow(RtpHeader.ssrc(packet));
        Optional<Pressed> before = cutOff;
        Optional<Character> down = Optional.empty();
        int begun = RtpHeader.timestamp(packet);
        if (!known || begun != timestamp) {
            if (known && begun - timestamp < 0) {
                // A late packet of an event before.
                return Read.NOTHING_NEW;
            }
            before = cutOff.or(this::tell);
            known = true;
            told = false;
            timestamp = begun;
            code = TelephoneEvent.code(packet, at);
            down = Optional.of(TelephoneEvent.digitOf(code));
            duration = 0;
        }
        heard = now;
        this.clock = clock;
        duration = Math.max(duration, TelephoneEvent.duration(packet, at));
        return new Read(down, before.isEmpty() && TelephoneEvent.isEnd(packet, at) ? tell() : before);
    }

    /** Some time has passed, or another packet has come. */
    public Optional<Pressed> silence(long now) {
        return known && !told && now - heard > OVER_NANOS ? tell() : Optional.empty();
    }

    /** Whether an event is heard whose end is not. */
    public boolean isOpen() {
        return known && !told;
    }

    /** Another source counts time from another beginning (RFC 3550 §5.1): what was open with the last one is over. */
    private Optional<Pressed> follow(int source) {
        if (known && source != ssrc) {
            Optional<Pressed> open = tell();
            known = false;
            ssrc = source;
            return open;
        }
        ssrc = source;
        return Optional.empty();
    }

    private Optional<Pressed> tell() {
        if (!isOpen()) {
            return Optional.empty();
        }
        told = true;
        return Optional.of(
                new Pressed(TelephoneEvent.digitOf(code), Duration.ofMillis(duration * 1_000L / Math.max(clock, 1))));
    }
}
