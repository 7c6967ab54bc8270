package io.carillon.relay.session;

import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.datagram.Timer;
import io.carillon.relay.rtp.TelephoneEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Presses keys in the stream that a party hears (RFC 4733 §2.5.1): an update each 20 ms, the end three times, a pause
 * before the next key. Owner: the session's loop.
 */
final class DigitSender {
    private static final Duration INTERVAL = Duration.ofMillis(20);

    /** §2.5.1.4: the end is what must not be lost. */
    private static final int ENDS = 3;

    /** Keys pressed faster than this are taken for one by some receivers (ITU-T Q.24: 40 ms). */
    private static final Duration PAUSE = Duration.ofMillis(60);

    /** Shorter is no key press for others; longer than RFC 4733's 16 bits cannot be written at 8 kHz. */
    private static final Duration SHORTEST = Duration.ofMillis(80);

    private static final Duration LONGEST = Duration.ofSeconds(8);

    /** Who presses more keys ahead than this is no person. */
    private static final int MOST_WAITING = 64;

    private final Loop loop;
    private final Stream stream;
    private final Queue<Key> waiting = new ArrayDeque<>();
    private @Nullable Pressed pressed;
    private @Nullable Timer next;

    /** Where the packets go. */
    interface Stream {
        /** The timestamp of a packet sent now. */
        int now();

        /** Units of the timestamp a second. */
        int clock();

        /** Sends one packet of an event. */
        void send(boolean marker, int timestamp, int code, boolean end, int duration);
    }

    private record Key(int code, Duration duration) {}

    /** The key that is down. */
    private static final class Pressed {
        private final Key key;
        private final int timestamp;
        private int packets;
        private int ends;

        Pressed(Key key, int timestamp) {
            this.key = key;
            this.timestamp = timestamp;
        }
    }

    DigitSender(Loop loop, Stream stream) {
        this.loop = loop;
        this.stream = stream;
    }

    /** Presses a key after those before it; false where too many wait. */
    boolean press(char digit, Duration duration) {
        if (waiting.size() == MOST_WAITING) {
            return false;
        }
        Duration bounded =
                duration.compareTo(SHORTEST) < 0 ? SHORTEST : duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
        waiting.add(new Key(TelephoneEvent.codeOf(digit), bounded));
        if (next == null) {
            step();
        }
        return true;
    }

    /** Whether a key is down: nothing else is to be heard. */
    boolean isPressed() {
        return pressed != null;
    }

    void stop() {
        waiting.clear();
        pressed = null;
        if (next != null) {
            next.cancel();
        }
    }

    private void step() {
        next = null;
        if (pressed == null) {
            Key key = waiting.poll();
            if (key == null) {
                return;
            }
            pressed = new Pressed(key, stream.now());
        }
        Pressed down = pressed;
        down.packets++;
        long elapsed = INTERVAL.toMillis() * down.packets;
        boolean end = elapsed >= down.key.duration().toMillis();
        long millis = end ? down.key.duration().toMillis() : elapsed;
        int duration = (int) Math.min(millis * stream.clock() / 1_000, TelephoneEvent.MAX_DURATION);
        stream.send(down.packets == 1, down.timestamp, down.key.code(), end, duration);
        if (end) {
            down.ends++;
        }
        boolean over = down.ends == ENDS;
        if (over) {
            pressed = null;
        }
        next = loop.schedule(over ? PAUSE : INTERVAL, this::step);
    }
}
