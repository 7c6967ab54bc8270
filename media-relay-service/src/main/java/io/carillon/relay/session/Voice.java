package io.carillon.relay.session;

import io.carillon.protocol.datagram.Timer;
import io.carillon.protocol.media.PlaybackId;
import io.carillon.protocol.media.Source;
import io.carillon.protocol.sdp.Format;
import io.carillon.relay.playing.Reel;
import io.carillon.relay.rtp.RtpHeader;
import io.carillon.sound.SoundReader;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What we say to a party ourselves: sounds, a packet each 20 ms by the loop's clock, in the first of the party's formats that
 * we can write. Owner: the session's loop.
 */
final class Voice {
    private static final Duration FRAME = Duration.ofMillis(20);
    private static final long FRAME_NANOS = FRAME.toNanos();

    /** A loop that was held up sends what is due at once, so that the sound is late once and not for good. */
    private static final int MOST_AT_ONCE = 10;

    private final LoopResources on;
    private final Outlet outlet;
    private final Ended ended;
    private final short[] frame = new short[SoundReader.FRAME_SAMPLES];
    private final ByteBuffer packet = ByteBuffer.allocate(RtpHeader.LENGTH + Speech.LONGEST_FRAME);
    private int sequence;
    private List<Format> formats = List.of();
    private @Nullable Playing playing;

    /** Where the packets go. */
    interface Outlet {
        int ssrc();

        /** The number that comes before that of the first packet. */
        int firstSequence();

        /** The timestamp of a packet sent now. */
        int timestamp();

        void say(ByteBuffer packet, int payload);
    }

    /** Is told how a playing ended that nobody has stopped. */
    @FunctionalInterface
    interface Ended {
        void ended(PlaybackId playback, End end);
    }

    /** How it did. */
    sealed interface End {
        record Finished(Duration played, Optional<String> missing) implements End {}

        record Cut(Duration played) implements End {}

        record Unplayable(String why) implements End {}
    }

    /** One playing. */
    private final class Playing {
        private final Source.Playing source;
        private final Reel reel;
        private @Nullable Speech speech;
        private @Nullable Timer timer;
        private boolean begun;
        private boolean gap = true;
        private long due;
        private int timestamp;
        private long frames;

        Playing(Source.Playing source) {
            this.source = source;
            speech = Speech.of(formats).orElse(null);
            reel = new Reel(on.loop(), on.files(), on.sounds(), source.sounds(), source.repeated(), this::arrived);
        }

        private void arrived() {
            if (!begun && playing == this) {
                begun = true;
                due = on.loop().nanoTime();
                timestamp = outlet.timestamp();
                step();
            }
        }

        private void step() {
            long now = on.loop().nanoTime();
            for (int i = 0; i < MOST_AT_ONCE && now - due >= 0; i++) {
                if (!say()) {
                    return;
                }
                due += FRAME_NANOS;
            }
            if (now - due >= FRAME_NANOS) {
                skipTo(now);
            }
            timer = on.loop().schedule(Duration.ofNanos(Math.max(due - now, 0)), this::step);
        }

        /** The loop was held up for longer than is made up for: the sound goes on from here. */
        private void skipTo(long now) {
            long missed = (now - due) / FRAME_NANOS;
            due += missed * FRAME_NANOS;
            timestamp += (int) (missed * SoundReader.FRAME_SAMPLES);
            gap = true;
        }

        /** False at the end. */
        private boolean say() {
            if (formats.isEmpty()) {
                // Nothing is agreed on yet: the sound begins when it is.
                gap = true;
                timestamp += SoundReader.FRAME_SAMPLES;
                return true;
            }
            Speech writer = speech;
            switch (reel.next(frame)) {
                case FRAME -> {
                    if (writer == null) {
                        finish(new End.Unplayable("none of the party's codecs is one of ours"));
                        return false;
                    }
                    sequence++;
                    packet.clear();
                    RtpHeader.put(packet, gap, writer.payloadType(), sequence, timestamp, outlet.ssrc());
                    writer.write(frame, packet);
                    packet.flip();
                    outlet.say(packet, packet.remaining() - RtpHeader.LENGTH);
                    gap = false;
                    frames++;
                }
                case LATE -> gap = true;
                case END -> {
                    finish(
                            frames == 0 && reel.missing().isPresent()
                                    ? new End.Unplayable(reel.missing().get())
                                    : new End.Finished(played(), reel.missing()));
                    return false;
                }
            }
            timestamp += SoundReader.FRAME_SAMPLES;
            return true;
        }

        private Duration played() {
            return FRAME.multipliedBy(frames);
        }

        private void finish(End end) {
            stop();
            ended.ended(source.id(), end);
        }

        void stop() {
            if (playing == this) {
                playing = null;
            }
            if (timer != null) {
                timer.cancel();
            }
            reel.close();
        }
    }

    Voice(LoopResources on, Outlet outlet, Ended ended) {
        this.on = on;
        this.outlet = outlet;
        this.ended = ended;
        sequence = outlet.firstSequence();
    }

    /** From now on the party hears these. */
    void follow(List<Format> heard) {
        if (!formats.equals(heard)) {
            formats = heard;
            if (playing != null) {
                playing.speech = Speech.of(formats).orElse(null);
            }
        }
    }

    /** Says this, and no more what it is saying. */
    void play(Source.Playing source) {
        stop();
        playing = new Playing(source);
    }

    /** The party has begun to press a key. */
    void keyDown(char digit) {
        Playing cut = playing;
        if (cut != null && cut.source.cutBy().indexOf(digit) >= 0) {
            cut.finish(new End.Cut(cut.played()));
        }
    }

    void stop() {
        if (playing != null) {
            playing.stop();
        }
    }
}
