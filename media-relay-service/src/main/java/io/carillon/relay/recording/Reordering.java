package io.carillon.relay.recording;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One party's packets, given on in the order of their sequence numbers (RFC 3550 §5.1): one that came too soon waits for
 * those before it, but not for long. Doubles and what comes too late are dropped. Owner: the session's loop.
 */
final class Reordering {
    /** Of 20 ms each: longer than a network's paths differ, and the recording is behind by no more. */
    static final int MOST_WAITING = 8;

    private static final long PATIENCE_NANOS = Duration.ofMillis(200).toNanos();

    /** What is further off than this belongs to a sequence that has begun anew: RFC 3550 §A.1. */
    private static final int MAX_DROPOUT = 3_000;

    private static final int MAX_MISORDER = 100;

    private final Consumer<SpeechPacket> inOrder;
    private final List<SpeechPacket> waiting = new ArrayList<>();
    private boolean begun;
    private int ssrc;
    private int next;
    private long since;

    Reordering(Consumer<SpeechPacket> inOrder) {
        this.inOrder = inOrder;
    }

    void take(SpeechPacket packet, long now) {
        if (!begun || packet.ssrc() != ssrc) {
            begin(packet);
            return;
        }
        int ahead = ahead(packet);
        if (ahead == 0) {
            give(packet);
            giveWhatFollows(now);
        } else if (ahead > 0 && ahead < MAX_DROPOUT) {
            hold(packet, ahead, now);
        } else if (ahead > 0 || ahead < -MAX_MISORDER) {
            begin(packet);
        }
    }

    /** Some time has passed. */
    void pass(long now) {
        if (!waiting.isEmpty() && now - since > PATIENCE_NANOS) {
            giveUpTheMissing(now);
        }
    }

    /** Nothing more comes. */
    void flush() {
        waiting.forEach(this::give);
        waiting.clear();
    }

    private void begin(SpeechPacket packet) {
        flush();
        begun = true;
        ssrc = packet.ssrc();
        give(packet);
    }

    private void hold(SpeechPacket packet, int ahead, long now) {
        int at = 0;
        while (at < waiting.size() && ahead(waiting.get(at)) < ahead) {
            at++;
        }
        if (at < waiting.size() && waiting.get(at).sequence() == packet.sequence()) {
            return;
        }
        if (waiting.isEmpty()) {
            since = now;
        }
        waiting.add(at, packet);
        if (waiting.size() > MOST_WAITING) {
            giveUpTheMissing(now);
        }
    }

    private void giveUpTheMissing(long now) {
        next = waiting.getFirst().sequence();
        giveWhatFollows(now);
    }

    private void giveWhatFollows(long now) {
        while (!waiting.isEmpty() && ahead(waiting.getFirst()) == 0) {
            give(waiting.removeFirst());
            since = now;
        }
    }

    private void give(SpeechPacket packet) {
        next = packet.sequence() + 1;
        inOrder.accept(packet);
    }

    private int ahead(SpeechPacket packet) {
        return (short) (packet.sequence() - next);
    }
}
