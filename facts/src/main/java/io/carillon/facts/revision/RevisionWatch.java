package io.carillon.facts.revision;

import io.carillon.facts.Outage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Follows the revisions of one file until it is closed. Owns a virtual thread. */
public final class RevisionWatch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RevisionWatch.class);
    /** Every replica has a new revision within five seconds; this leaves it most of them to load it. */
    private static final Duration POLL = Duration.ofSeconds(1);

    private final ConfigurationRevisions revisions;
    private final String file;
    private final Consumer<Revision> listener;
    private final Outage outage;
    private final Thread thread;

    private RevisionWatch(ConfigurationRevisions revisions, String file, Consumer<Revision> listener) {
        this.revisions = revisions;
        this.file = file;
        this.listener = listener;
        this.outage = new Outage(LOG, "PostgreSQL", file + " stays as it is");
        this.thread = Thread.ofVirtual().name("revision-" + file).unstarted(this::run);
    }

    static RevisionWatch start(ConfigurationRevisions revisions, String file, Consumer<Revision> listener) {
        RevisionWatch watch = new RevisionWatch(revisions, file, listener);
        watch.thread.start();
        return watch;
    }

    private void run() {
        long told = 0;
        try {
            while (true) {
                told = look(told);
                Thread.sleep(POLL);
            }
        } catch (InterruptedException closed) {
            LOG.debugf("%s is no longer watched", file);
        }
    }

    private long look(long told) {
        try {
            OptionalLong newest = revisions.newest(file);
            outage.off();
            if (newest.isEmpty() || newest.getAsLong() == told) {
                return told;
            }
            Optional<Revision> revision = revisions.latest(file);
            revision.ifPresent(this::tell);
            return revision.map(Revision::number).orElse(told);
        } catch (SQLException away) {
            if (!Thread.currentThread().isInterrupted()) {
                outage.on(String.valueOf(away.getMessage()));
            }
            return told;
        }
    }

    private void tell(Revision revision) {
        try {
            listener.accept(revision);
        } catch (RuntimeException bug) {
            LOG.errorf(bug, "revision %d of %s could not be taken up", revision.number(), file);
        }
    }

    /** Ends the watch; a listener that is being told is interrupted. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
