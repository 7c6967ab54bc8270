package io.carillon.relay.recording;

import io.carillon.protocol.media.Gain;
import io.carillon.protocol.media.MediaEvent.Recorded.End;
import io.carillon.protocol.media.RecordingLimits;
import io.carillon.protocol.sdp.Format;
import io.carillon.relay.rtp.RtpHeader;
import io.carillon.sound.g711.MuLaw;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * What one party says, from a beginning to an end, as chunks of µ-law at 8 kHz. Its packets may be lost, doubled, out of
 * order, from another source after a while, or not sent while the party is silent. Times are the loop's nanoseconds.
 *
 * <p>Mutable, because it is told of every packet. Owner: the session's loop.
 */
public final class Recording {
    private static final int SAMPLES_A_MILLISECOND = 8;

    /** A party of which nothing at all has come for so long is gone, though nobody says so: who would have, may have died. */
    static final Duration GONE = Duration.ofSeconds(20);

    private final String endedBy;
    private final long longest;
    private final SilenceWatch silence;
    private final Amplifier amplifier;
    private final Timeline timeline;
    private final Decoding decoding = new Decoding();
    private final Reordering reordering = new Reordering(this::inOrder);
    private final Queue<byte[]> full = new ArrayDeque<>();
    private final byte[] chunk = new byte[Chunk.BYTES];
    private int inChunk;
    private long recorded;
    private long now;
    private long heard;
    private long silentAtEnd;
    private Optional<Ended> ended = Optional.empty();

    /** How it ended, and by which key if by one. */
    public record Ended(End how, Optional<Character> key) {}

    /** Begins now, and expects these formats. */
    public Recording(RecordingLimits limits, String endedBy, Gain gain, List<Format> formats, long now) {
        this.endedBy = endedBy;
        this.now = now;
        this.heard = now;
        longest = limits.longest().toMillis() * SAMPLES_A_MILLISECOND;
        silence = new SilenceWatch(limits);
        amplifier = new Amplifier(gain);
        timeline = new Timeline(now);
        decoding.follow(formats);
    }

    /** Whether a party that sends these can be recorded. */
    public static boolean isPossible(List<Format> formats) {
        return Decoding.knows(formats);
    }

    /** From now on the party sends these. */
    public void follow(List<Format> formats) {
        decoding.follow(formats);
    }

    /** A packet of the party, with so many octets of payload; any packet, a key's too, for each has its number. */
    public void hear(ByteBuffer packet, int payload, long at) {
        if (isOver()) {
            return;
        }
        now = at;
        heard = at;
        byte[] bytes = new byte[payload];
        if (payload > 0) {
            packet.get(RtpHeader.payloadAt(packet), bytes);
        }
        reordering.take(
                new SpeechPacket(
                        RtpHeader.sequence(packet),
                        RtpHeader.timestamp(packet),
                        RtpHeader.ssrc(packet),
                        RtpHeader.payloadType(packet),
                        bytes),
                at);
    }

    /** The party has begun to press a key. */
    public void keyDown(char key) {
        if (endedBy.indexOf(key) >= 0) {
            end(new Ended(End.KEY, Optional.of(key)));
        }
    }

    /** Some time has passed; to be told several times a second. */
    public void pass(long at) {
        if (!isOver()) {
            now = at;
            reordering.pass(at);
            keepSilence(timeline.pass(at));
            if (at - heard > GONE.toNanos() && !isOver()) {
                silentAtEnd = Math.min(recorded, Duration.ofNanos(at - heard).toMillis() * SAMPLES_A_MILLISECOND);
                end(new Ended(End.LEFT, Optional.empty()));
            }
        }
    }

    /** Ends it, if it has not ended by itself. */
    public void stop(End how) {
        end(new Ended(how, Optional.empty()));
    }

    /** The next chunk, if one is ready: half a second, and at the end what is left. */
    public Optional<byte[]> chunk() {
        return Optional.ofNullable(full.poll());
    }

    public Optional<Ended> ended() {
        return ended;
    }

    /** How much has been recorded so far. */
    public Duration length() {
        return Duration.ofMillis(recorded / SAMPLES_A_MILLISECOND);
    }

    private boolean isOver() {
        return ended.isPresent();
    }

    /** How much silence there is at the end, where it has ended the recording: no part of what was said. */
    public Duration silence() {
        return Duration.ofMillis(silentAtEnd / SAMPLES_A_MILLISECOND);
    }

    private void inOrder(SpeechPacket packet) {
        if (decoding.isComfortNoise(packet.payloadType())) {
            timeline.fallQuiet();
            return;
        }
        short[] samples = decoding.decode(packet);
        if (samples.length > 0 && !isOver()) {
            keepSilence(timeline.lay(packet, samples.length, now));
            for (int i = 0; i < samples.length && !isOver(); i++) {
                short sample = amplifier.amplified(samples[i]);
                keep(sample, MuLaw.encode(sample));
            }
        }
    }

    private void keepSilence(int samples) {
        for (int i = 0; i < samples && !isOver(); i++) {
            keep((short) 0, MuLaw.SILENCE);
        }
    }

    private void keep(short sample, byte code) {
        chunk[inChunk] = code;
        inChunk++;
        recorded++;
        if (inChunk == Chunk.BYTES) {
            cut();
        }
        silence.hear(sample);
        if (recorded == longest) {
            close(new Ended(End.LONGEST, Optional.empty()));
        } else if (silence.isOver()) {
            silentAtEnd = silence.samples();
            close(new Ended(End.SILENCE, Optional.empty()));
        }
    }

    private void end(Ended how) {
        if (!isOver()) {
            reordering.flush();
            close(how);
        }
    }

    /** What waited for a missing packet may have brought the end already. */
    private void close(Ended how) {
        if (!isOver()) {
            ended = Optional.of(how);
            cut();
        }
    }

    private void cut() {
        if (inChunk > 0) {
            full.add(Arrays.copyOf(chunk, inChunk));
            inChunk = 0;
        }
    }
}
