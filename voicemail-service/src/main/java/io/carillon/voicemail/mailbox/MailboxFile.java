package io.carillon.voicemail.mailbox;

import io.carillon.config.Problem;
import io.carillon.config.Reading;
import io.carillon.config.RecordedSources;
import io.carillon.config.Sources;
import io.carillon.config.voicemail.VoicemailConf;
import io.carillon.facts.revision.ConfigurationRevisions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * voicemail.conf, which this service owns: validated, committed as a revision without its PINs, and taken over into the
 * mailboxes, all in one transaction. A wrong file changes nothing. Thread-safe; replicas that load at once take turns.
 */
@ApplicationScoped
public class MailboxFile {
    private static final Logger LOG = Logger.getLogger(MailboxFile.class);

    private final ConfigurationRevisions revisions;
    private final DataSource database;
    private final Path folder;
    private volatile int mailboxes;

    /** What became of a file. */
    public sealed interface Loaded {
        /** Its warnings, and its errors if it has any. */
        List<Problem> problems();

        /** In force. */
        record Committed(long revision, List<Problem> problems) implements Loaded {}

        /** Nothing has changed. */
        record Rejected(List<Problem> problems) implements Loaded {}
    }

    @Inject
    MailboxFile(
            ConfigurationRevisions revisions,
            DataSource database,
            @ConfigProperty(name = "carillon.config.dir") Path folder,
            MeterRegistry metrics) {
        this.revisions = revisions;
        this.database = database;
        this.folder = folder;
        Gauge.builder("carillon.voicemail.mailboxes", this, file -> file.mailboxes)
                .description("Mailboxes of the voicemail.conf this replica last loaded")
                .register(metrics);
    }

    /**
     * Reads the file as it is now. Blocks, for seconds if hundreds of PINs are new.
     *
     * @throws SQLException if PostgreSQL is away; nothing has changed then
     */
    public Loaded load() throws SQLException {
        RecordedSources sources = new RecordedSources(Sources.directory(folder));
        return switch (VoicemailConf.read(sources)) {
            case Reading.Rejected<VoicemailConf>(List<Problem> errors, List<Problem> warnings) -> {
                warnings.forEach(LOG::warn);
                errors.forEach(LOG::error);
                yield new Loaded.Rejected(errors);
            }
            case Reading.Loaded<VoicemailConf>(VoicemailConf conf, List<Problem> warnings) -> {
                warnings.forEach(LOG::warn);
                long revision = commit(conf, sources.texts());
                mailboxes = conf.mailboxes().size();
                LOG.infof("%s is revision %d: %d mailboxes", VoicemailConf.FILE, revision, mailboxes);
                yield new Loaded.Committed(revision, warnings);
            }
        };
    }

    private long commit(VoicemailConf conf, Map<String, String> texts) throws SQLException {
        try {
            return QuarkusTransaction.requiringNew().call(() -> {
                // The revision's turn is ours until the commit: no other replica is between it and the mailboxes.
                long number = revise(texts);
                takeOver(conf, texts);
                return number;
            });
        } catch (QuarkusTransactionException failed) {
            throw new SQLException("the transaction failed: " + failed.getMessage(), failed);
        }
    }

    private long revise(Map<String, String> texts) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return revisions.commit(connection, VoicemailConf.FILE, VoicemailConf.REDACTION.apply(texts));
        }
    }

    private static void takeOver(VoicemailConf conf, Map<String, String> texts) {
        Optional<TakenConfiguration> taken = TakenConfiguration.findByIdOptional(VoicemailConf.FILE);
        if (taken.filter(before -> before.is(texts)).isPresent()) {
            return;
        }
        Map<Mailbox.Key, Mailbox> left =
                Mailbox.<Mailbox>streamAll().collect(Collectors.toMap(Mailbox::key, Function.identity()));
        for (io.carillon.config.voicemail.Mailbox wanted : conf.mailboxes()) {
            Mailbox.Key key = new Mailbox.Key(wanted.context(), wanted.number());
            Mailbox box = left.containsKey(key) ? left.remove(key) : new Mailbox(key);
            box.take(wanted);
            box.persist();
        }
        left.values().forEach(Mailbox::leave);
        taken.ifPresentOrElse(
                before -> before.take(texts), () -> new TakenConfiguration(VoicemailConf.FILE, texts).persist());
    }
}
