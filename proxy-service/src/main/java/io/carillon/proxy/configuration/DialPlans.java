package io.carillon.proxy.configuration;

import io.carillon.config.Problem;
import io.carillon.config.Problems;
import io.carillon.config.Reading;
import io.carillon.config.RecordedSources;
import io.carillon.config.Sources;
import io.carillon.config.extensions.ExtensionsConf;
import io.carillon.facts.revision.ConfigurationRevisions;
import io.carillon.facts.revision.Followed;
import io.carillon.prompts.Library;
import io.carillon.proxy.account.AccountDirectory;
import io.carillon.proxy.dialplan.ExpressionReview;
import io.carillon.proxy.dialplan.Plan;
import io.carillon.proxy.dialplan.World;
import io.carillon.proxy.dialplan.application.Applications;
import io.carillon.proxy.program.ListedPrograms;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The dial plan in force. {@link #reload} validates the file and commits it; every proxy, this one included, then takes
 * the revision from the database within a few seconds. Calls keep the plan they began with.
 */
@ApplicationScoped
public class DialPlans {
    private static final Logger LOG = Logger.getLogger(DialPlans.class);

    private final ConfigurationRevisions revisions;
    private final Path directory;
    private final Path sounds;
    private final AccountDirectory accounts;
    private final Followed<Taken> file;

    /** A plan and the revision it was made from. */
    public record Numbered(Plan plan, long revision) {}

    /** The same, with what is written there. */
    public record Written(ExtensionsConf conf, Plan plan, long revision) {}

    private record Taken(ExtensionsConf conf, Plan plan) {}

    /** What became of a reload. */
    public sealed interface Reloaded {
        record Committed(long revision, PlanChanges changes, List<Problem> warnings) implements Reloaded {}

        /** Nothing has changed anywhere. */
        record Rejected(List<Problem> errors) implements Reloaded {}
    }

    DialPlans(
            ConfigurationRevisions revisions,
            @ConfigProperty(name = "carillon.config.dir") Path directory,
            @ConfigProperty(name = "carillon.dialplan.programs") Optional<List<String>> programs,
            @ConfigProperty(name = "carillon.rtp.sounds") Optional<Path> sounds,
            AccountDirectory accounts) {
        this.revisions = revisions;
        this.directory = directory;
        this.sounds = sounds.orElseGet(() -> directory.resolve("sounds"));
        this.accounts = accounts;
        World world = World.real(new ListedPrograms(programs.orElse(List.of())));
        this.file = new Followed<>(
                revisions,
                ExtensionsConf.FILE,
                sources -> read(sources).map(conf -> new Taken(conf, Plan.of(conf, Applications.NAMES, world))));
    }

    /** The plan for new calls; empty until one has been committed. Any thread. */
    public Optional<Numbered> current() {
        return file.current().map(taken -> new Numbered(taken.value().plan(), taken.revision()));
    }

    /** The same, to be shown. Any thread. */
    public Optional<Written> written() {
        return file.current()
                .map(taken -> new Written(taken.value().conf(), taken.value().plan(), taken.revision()));
    }

    /** Begins to follow what is committed. */
    public void follow() {
        file.follow(_ -> {});
    }

    public void stop() {
        file.close();
    }

    /**
     * Reads extensions.conf as it is now. May block.
     *
     * @throws SQLException if the revision could not be committed; nothing has changed then
     */
    public Reloaded reload() throws SQLException {
        RecordedSources sources = new RecordedSources(Sources.directory(directory));
        switch (read(sources)) {
            case Reading.Rejected<ExtensionsConf>(List<Problem> errors, List<Problem> warnings) -> {
                warnings.forEach(LOG::warn);
                errors.forEach(LOG::error);
                return new Reloaded.Rejected(errors);
            }
            case Reading.Loaded<ExtensionsConf>(ExtensionsConf plan, List<Problem> warnings) -> {
                List<Problem> all = new ArrayList<>(warnings);
                all.addAll(reviewed(plan));
                all.forEach(LOG::warn);
                Optional<ExtensionsConf> before = latest();
                long revision = revisions.commit(ExtensionsConf.FILE, sources.texts());
                return new Reloaded.Committed(revision, PlanChanges.between(before, plan), all);
            }
        }
    }

    private List<Problem> reviewed(ExtensionsConf plan) {
        Problems problems = new Problems();
        ExpressionReview.tell(plan, problems);
        // Relays play them; here they can be looked for only where this process sees the same directory.
        if (Files.isDirectory(sounds)) {
            new PromptReview(Library.with(sounds), accounts.languages(), problems).tell(plan);
        }
        return switch (problems.conclude(() -> plan)) {
            case Reading.Loaded<ExtensionsConf>(ExtensionsConf _, List<Problem> warnings) -> warnings;
            case Reading.Rejected<ExtensionsConf>(List<Problem> errors, List<Problem> _) -> errors;
        };
    }

    private Optional<ExtensionsConf> latest() throws SQLException {
        return revisions.latest(ExtensionsConf.FILE).flatMap(revision -> switch (read(Sources.of(revision.sources()))) {
            case Reading.Loaded<ExtensionsConf>(ExtensionsConf plan, var _) -> Optional.of(plan);
            case Reading.Rejected<ExtensionsConf> _ -> Optional.empty();
        });
    }

    private static Reading<ExtensionsConf> read(Sources sources) {
        return ExtensionsConf.read(sources, Applications.NAMES);
    }
}
