package io.carillon.proxy.configuration;

import io.carillon.config.Problem;
import io.carillon.config.Reading;
import io.carillon.config.RecordedSources;
import io.carillon.config.Sources;
import io.carillon.config.extensions.ExtensionsConf;
import io.carillon.facts.revision.ConfigurationRevisions;
import io.carillon.facts.revision.Revision;
import io.carillon.facts.revision.RevisionWatch;
import io.carillon.proxy.dialplan.Plan;
import io.carillon.proxy.dialplan.application.Applications;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The dial plan in force. {@link #reload} validates the file and commits it; every proxy, this one included, then takes
 * the revision from the database within a few seconds. Calls keep the plan they began with.
 */
@ApplicationScoped
public class DialPlans {
    private static final Logger LOG = Logger.getLogger(DialPlans.class);

    private final ConfigurationRevisions revisions;
    private final Path directory;
    private volatile Optional<Numbered> current = Optional.empty();
    private @Nullable RevisionWatch watch;

    /** A plan and the revision it was made from. */
    public record Numbered(Plan plan, long revision) {}

    /** What became of a reload. */
    public sealed interface Reloaded {
        record Committed(long revision, List<Problem> warnings) implements Reloaded {}

        /** Nothing has changed anywhere. */
        record Rejected(List<Problem> errors) implements Reloaded {}
    }

    DialPlans(ConfigurationRevisions revisions, @ConfigProperty(name = "carillon.config.dir") Path directory) {
        this.revisions = revisions;
        this.directory = directory;
    }

    /** The plan for new calls; empty until one has been committed. Any thread. */
    public Optional<Numbered> current() {
        return current;
    }

    /** Begins to follow what is committed. */
    public void follow() {
        watch = revisions.watch(ExtensionsConf.FILE, this::take);
    }

    public void stop() {
        if (watch != null) {
            watch.close();
        }
    }

    /**
     * Reads extensions.conf as it is now. May block.
     *
     * @throws SQLException if the revision could not be committed; nothing has changed then
     */
    public Reloaded reload() throws SQLException {
        RecordedSources sources = new RecordedSources(Sources.directory(directory));
        switch (ExtensionsConf.read(sources, Applications.NAMES)) {
            case Reading.Rejected<ExtensionsConf>(List<Problem> errors, List<Problem> warnings) -> {
                warnings.forEach(LOG::warn);
                errors.forEach(LOG::error);
                return new Reloaded.Rejected(errors);
            }
            case Reading.Loaded<ExtensionsConf>(ExtensionsConf plan, List<Problem> warnings) -> {
                warnings.forEach(LOG::warn);
                return new Reloaded.Committed(revisions.commit(ExtensionsConf.FILE, sources.texts()), warnings);
            }
        }
    }

    private void take(Revision revision) {
        Sources sources = Sources.of(revision.sources());
        switch (ExtensionsConf.read(sources, Applications.NAMES)) {
            case Reading.Loaded<ExtensionsConf>(ExtensionsConf conf, List<Problem> _) -> {
                current = Optional.of(new Numbered(Plan.of(conf), revision.number()));
                LOG.infof("The dial plan is revision %d of %s", revision.number(), ExtensionsConf.FILE);
            }
            case Reading.Rejected<ExtensionsConf>(List<Problem> errors, List<Problem> _) ->
                // Another version committed it: its own plan stays in force here.
                errors.forEach(error -> LOG.errorf("Revision %d is not taken: %s", revision.number(), error));
        }
    }
}
