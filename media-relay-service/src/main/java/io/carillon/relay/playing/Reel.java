package io.carillon.relay.playing;

import io.carillon.protocol.media.Sound;
import io.carillon.sound.SoundReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sounds one after the other, read ahead of who plays them: files may block, a media loop may not. At most two chunks are
 * held, whatever the sounds' length. Owner: the session's loop, but for the reading, which is on a virtual thread.
 */
public final class Reel {
    private static final Logger LOG = Logger.getLogger(Reel.class);

    /** 5 s: few hand-overs, and 80 KB. */
    private static final int CHUNK = 250 * SoundReader.FRAME_SAMPLES;

    private final Executor loop;
    private final Executor files;
    private final Reading reading;
    private final Queue<Chunk> ahead = new ArrayDeque<>(2);
    private final Runnable arrived;
    private @Nullable Chunk current;
    private int position;
    private boolean isReading;
    private boolean readToEnd;
    private boolean closed;
    private Optional<String> missing = Optional.empty();

    /** What {@link #next} has to give. */
    public enum Next {
        FRAME,
        /** Reading is behind. */
        LATE,
        END
    }

    /** What was read at once, and the first sound of it that could not be played. */
    private static final class Chunk {
        private final short[] samples;
        private final int length;
        private final boolean last;
        private final Optional<String> missing;

        Chunk(short[] samples, int length, boolean last, Optional<String> missing) {
            this.samples = samples;
            this.length = length;
            this.last = last;
            this.missing = missing;
        }
    }

    /**
     * @param loop the owner's
     * @param files what may block runs there
     * @param arrived run on the loop whenever something has been read
     */
    public Reel(Executor loop, Executor files, Sounds from, List<Sound> sounds, boolean repeated, Runnable arrived) {
        this.loop = loop;
        this.files = files;
        this.arrived = arrived;
        reading = new Reading(from, sounds, repeated);
        readOn();
    }

    /** Takes the next frame. */
    public Next next(short[] frame) {
        Chunk chunk = current;
        if (chunk == null || position >= chunk.length) {
            chunk = ahead.poll();
            current = chunk;
            position = 0;
            readOn();
            if (chunk == null || chunk.length == 0) {
                return readToEnd && ahead.isEmpty() ? Next.END : Next.LATE;
            }
        }
        System.arraycopy(chunk.samples, position, frame, 0, SoundReader.FRAME_SAMPLES);
        position += SoundReader.FRAME_SAMPLES;
        return Next.FRAME;
    }

    /** The first sound so far that could not be played, and why. */
    public Optional<String> missing() {
        return missing;
    }

    /** Gives up the files. */
    public void close() {
        if (!closed) {
            closed = true;
            if (!isReading) {
                files.execute(reading::close);
            }
        }
    }

    private void readOn() {
        if (isReading || readToEnd || closed || !ahead.isEmpty()) {
            return;
        }
        isReading = true;
        files.execute(() -> {
            Chunk read = readChunk();
            loop.execute(() -> took(read));
        });
    }

    private Chunk readChunk() {
        try {
            return reading.chunk();
        } catch (RuntimeException bug) {
            LOG.error("A sound cannot be read for a fault of ours", bug);
            return new Chunk(new short[0], 0, true, Optional.of("it cannot be read: " + bug));
        }
    }

    private void took(Chunk read) {
        isReading = false;
        if (closed) {
            files.execute(reading::close);
            return;
        }
        ahead.add(read);
        readToEnd = read.last;
        missing = missing.or(() -> read.missing);
        arrived.run();
    }

    /** The files; used by one virtual thread after the other. */
    private static final class Reading {
        private final Sounds from;
        private final List<Sound> sounds;
        private final boolean repeated;
        private final short[] frame = new short[SoundReader.FRAME_SAMPLES];
        private int nextSound;
        private boolean anythingThisRound;
        private @Nullable SoundReader open;

        Reading(Sounds from, List<Sound> sounds, boolean repeated) {
            this.from = from;
            this.sounds = sounds;
            this.repeated = repeated;
        }

        synchronized Chunk chunk() {
            short[] samples = new short[CHUNK];
            Optional<String> missing = Optional.empty();
            int length = 0;
            while (length < CHUNK) {
                try {
                    if (open == null && !openNext()) {
                        close();
                        return new Chunk(samples, length, true, missing);
                    }
                    length += readSome(samples, length);
                } catch (IOException | Unplayable failed) {
                    missing = missing.or(() -> Optional.of(String.valueOf(failed.getMessage())));
                    close();
                }
            }
            return new Chunk(samples, length, false, missing);
        }

        private int readSome(short[] samples, int length) throws IOException {
            int count = Objects.requireNonNull(open).read(frame);
            anythingThisRound |= count > 0;
            if (count < frame.length) {
                close();
            }
            if (count == 0) {
                return 0;
            }
            System.arraycopy(frame, 0, samples, length, frame.length);
            return frame.length;
        }

        /** False where there is nothing more to play. */
        private boolean openNext() throws Unplayable {
            if (nextSound == sounds.size()) {
                if (!repeated || !anythingThisRound) {
                    return false;
                }
                nextSound = 0;
                anythingThisRound = false;
            }
            Sound sound = sounds.get(nextSound);
            nextSound++;
            open = switch (from.find(sound)) {
                case Sounds.Found.Ready(SoundReader reader) -> reader;
                case Sounds.Found.Missing(String why) -> throw new Unplayable(why);
            };
            return true;
        }

        synchronized void close() {
            SoundReader reader = open;
            open = null;
            if (reader != null) {
                try {
                    reader.close();
                } catch (IOException e) {
                    LOG.warn("A sound's file cannot be closed", e);
                }
            }
        }
    }

    private static final class Unplayable extends Exception {
        private static final long serialVersionUID = 1L;

        Unplayable(String why) {
            super(why);
        }
    }
}
