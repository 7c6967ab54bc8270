package io.carillon.relay.recording;

import java.time.Duration;

/**
 * How much silence lies between what a party says and what it said before: by the timestamps of its packets (RFC 3550
 * §5.1) as far as our clock bears them out, else by our clock. A party that sends nothing, as it may while it is silent,
 * is silent for as long as our clock says. What arrives is never left out: where there is no room for it any more, time is
 * stretched. In samples at 8 kHz and the loop's nanoseconds. Owner: the session's loop.
 */
final class Timeline {
    private static final long NANOS_A_SAMPLE = 125_000;

    /** A network may hold packets up for so long, and then bring them all. */
    private static final long QUIET_NANOS = Duration.ofSeconds(1).toNanos();

    /** Timestamps may run ahead of our clock, or stay behind what was filled in, by a second. */
    private static final int TOLERANCE = 8_000;

    /** A day: who owns it asks several times a second. */
    private static final int MOST = 24 * 60 * 60 * 8_000;

    private boolean begun;
    private boolean quiet;
    private int ssrc;
    private int nextTimestamp;
    /** When as much was laid down as there is by now. */
    private long since;

    Timeline(long now) {
        since = now;
    }

    /** Lays down a packet with so many samples; tells how many of silence come before them. */
    int lay(SpeechPacket packet, int samples, long now) {
        int gap = gapBefore(packet, samples, now);
        begun = true;
        quiet = false;
        ssrc = packet.ssrc();
        nextTimestamp = packet.timestamp() + samples;
        since = now;
        return gap;
    }

    private int gapBefore(SpeechPacket packet, int samples, long now) {
        int byClock = passed(now);
        if (begun && packet.ssrc() == ssrc) {
            int ahead = packet.timestamp() - nextTimestamp;
            if (ahead >= 0 && ahead <= byClock + TOLERANCE) {
                return ahead;
            }
            if (ahead < 0 && ahead >= -TOLERANCE) {
                return 0;
            }
        }
        return Math.max(byClock - samples, 0);
    }

    /** The party has said that it is silent from now on. */
    void fallQuiet() {
        quiet = true;
    }

    /** Some time has passed: how many samples of it are silence for certain, and laid down by now. */
    int pass(long now) {
        quiet |= now - since > QUIET_NANOS;
        if (!quiet) {
            return 0;
        }
        int silence = passed(now);
        nextTimestamp += silence;
        since += silence * NANOS_A_SAMPLE;
        return silence;
    }

    private int passed(long now) {
        return Math.clamp((now - since) / NANOS_A_SAMPLE, 0, MOST);
    }
}
