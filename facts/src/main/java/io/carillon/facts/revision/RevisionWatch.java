package io.carillon.facts.revision;

import io.carillon.facts.Outage;
import io.carillon.facts.Rounds;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Follows the revisions of one file until it is closed. */
public final class RevisionWatch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RevisionWatch.class);
    /** Every replica has a new revision within five seconds; this leaves it most of them to load it. */
    private static final Duration POLL = Duration.ofSeconds(1);

    private final ConfigurationRevisions revisions;
    private final String file;
    private final Consumer<Revision> listener;
    private final Rounds rounds;
    private long told;

    RevisionWatch(ConfigurationRevisions revisions, String file, Consumer<Revision> listener) {
        this.revisions = revisions;
        this.file = file;
        this.listener = listener;
        Outage outage = new Outage(LOG, "PostgreSQL", file + " stays as it is");
        this.rounds = Rounds.start("revision-" + file, POLL, outage, this::look);
    }

    private void look() throws SQLException {
        OptionalLong newest = revisions.newest(file);
        if (newest.isEmpty() || newest.getAsLong() == told) {
            return;
        }
        Optional<Revision> revision = revisions.latest(file);
        revision.ifPresent(this::tell);
        told = revision.map(Revision::number).orElse(told);
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
        rounds.close();
    }
}
