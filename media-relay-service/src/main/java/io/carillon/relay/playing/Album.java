package io.carillon.relay.playing;

import io.carillon.prompts.Library;
import io.carillon.prompts.Lookup;
import io.carillon.sound.SoundReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Recordings one after the other, each opened when its turn has come. What cannot be played is passed over. */
final class Album implements SoundReader {
    private static final Logger LOG = Logger.getLogger(Album.class);

    private final Library library;
    private final String language;
    private final Queue<String> tracks;
    private @Nullable SoundReader open;

    Album(Library library, Collection<String> tracks, String language) {
        this.library = library;
        this.language = language;
        this.tracks = new ArrayDeque<>(tracks);
    }

    @Override
    public int read(short[] frame) throws IOException {
        while (open != null || !tracks.isEmpty()) {
            int count = readTrack(frame);
            if (count < frame.length) {
                close();
            }
            if (count > 0) {
                // A last frame that is not full goes on in silence; the next track has a frame of its own.
                return frame.length;
            }
        }
        return 0;
    }

    private int readTrack(short[] frame) throws IOException {
        if (open == null) {
            open = opened(tracks.remove());
        }
        return open == null ? 0 : open.read(frame);
    }

    private @Nullable SoundReader opened(String track) {
        return switch (library.open(track, language)) {
            case Lookup.Found(SoundReader reader, Duration _, String _) -> reader;
            case Lookup.Missing() -> null;
            case Lookup.Unreadable(String why) -> {
                LOG.debugf("Passed over in the music on hold: %s", why);
                yield null;
            }
        };
    }

    @Override
    public void close() throws IOException {
        SoundReader track = open;
        open = null;
        if (track != null) {
            track.close();
        }
    }
}
