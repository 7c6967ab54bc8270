package io.carillon.facts.revision;

import io.carillon.config.Reading;
import io.carillon.config.Sources;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the newest revision of a file says, whichever replica committed it. A revision that this version cannot read,
 * because another one committed it, is logged, and the last one stays in force. {@link #current} on any thread; the
 * owner begins and ends it.
 *
 * @param <T> what the file is read into
 */
public final class Followed<T> implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Followed.class);

    private final ConfigurationRevisions revisions;
    private final String file;
    private final Function<Sources, Reading<T>> reader;
    private volatile @Nullable InForce<T> inForce;
    private @Nullable RevisionWatch watch;

    /** A revision and what it says. */
    public record InForce<T>(long revision, T value) {}

    public Followed(ConfigurationRevisions revisions, String file, Function<Sources, Reading<T>> reader) {
        this.revisions = revisions;
        this.file = file;
        this.reader = reader;
    }

    /** Empty until a first revision was committed and read. */
    public Optional<InForce<T>> current() {
        return Optional.ofNullable(inForce);
    }

    /**
     * Begins to follow.
     *
     * @param told each time another revision is in force, on a thread of the watch
     */
    public void follow(Consumer<T> told) {
        watch = revisions.watch(file, revision -> take(revision, told));
    }

    private void take(Revision revision, Consumer<T> told) {
        switch (reader.apply(Sources.of(revision.sources()))) {
            case Reading.Loaded<T>(T value, var _) -> {
                inForce = new InForce<>(revision.number(), value);
                LOG.infof("%s: revision %d is in force", file, revision.number());
                told.accept(value);
            }
            case Reading.Rejected<T> rejected ->
                LOG.errorf(
                        "%s: revision %d cannot be read by this version: %s",
                        file, revision.number(), rejected.errors().getFirst());
        }
    }

    /** Ends {@link #follow}; what is in force stays so. */
    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
    }
}
