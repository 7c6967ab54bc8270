package io.carillon.registrar.account;

import io.carillon.config.Reading;
import io.carillon.config.Sources;
import io.carillon.config.sip.SipConf;
import io.carillon.config.sip.SipGeneral;
import io.carillon.facts.revision.ConfigurationRevisions;
import io.carillon.facts.revision.Revision;
import io.carillon.facts.revision.RevisionWatch;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** {@code [general]} of the newest revision of {@code sip.conf}, whichever replica committed it. Any thread. */
@ApplicationScoped
public class SipSettings {
    private static final Logger LOG = Logger.getLogger(SipSettings.class);

    private final ConfigurationRevisions revisions;
    private volatile @Nullable InForce inForce;
    private @Nullable RevisionWatch watch;

    /** A revision and what it says. */
    public record InForce(long revision, SipGeneral general) {}

    SipSettings(ConfigurationRevisions revisions) {
        this.revisions = revisions;
    }

    /** Empty until a first revision was committed and read. */
    public Optional<InForce> current() {
        return Optional.ofNullable(inForce);
    }

    /**
     * Begins to follow revisions.
     *
     * @param told each time another one is in force, on a thread of the watch
     */
    public void follow(Consumer<SipGeneral> told) {
        watch = revisions.watch(SipConf.FILE, revision -> take(revision, told));
    }

    /** Ends {@link #follow}. */
    public void stop() {
        if (watch != null) {
            watch.close();
        }
    }

    private void take(Revision revision, Consumer<SipGeneral> told) {
        switch (SipConf.read(Sources.of(revision.sources()))) {
            case Reading.Loaded<SipConf>(SipConf conf, var _) -> {
                inForce = new InForce(revision.number(), conf.general());
                LOG.infof("sip.conf: revision %d is in force", revision.number());
                told.accept(conf.general());
            }
            case Reading.Rejected<SipConf> rejected ->
                LOG.errorf(
                        "sip.conf: revision %d cannot be read by this version: %s",
                        revision.number(), rejected.errors().getFirst());
        }
    }
}
