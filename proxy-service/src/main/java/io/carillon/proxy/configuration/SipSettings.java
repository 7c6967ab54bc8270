package io.carillon.proxy.configuration;

import io.carillon.config.Problem;
import io.carillon.config.Reading;
import io.carillon.config.Sources;
import io.carillon.config.sip.SipConf;
import io.carillon.config.sip.SipGeneral;
import io.carillon.facts.revision.ConfigurationRevisions;
import io.carillon.facts.revision.Revision;
import io.carillon.facts.revision.RevisionWatch;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** {@code [general]} of sip.conf, which the registrar owns and commits. */
@ApplicationScoped
public class SipSettings {
    private static final Logger LOG = Logger.getLogger(SipSettings.class);

    private final ConfigurationRevisions revisions;
    private volatile Optional<SipGeneral> current = Optional.empty();
    private @Nullable RevisionWatch watch;

    SipSettings(ConfigurationRevisions revisions) {
        this.revisions = revisions;
    }

    /** Empty until a registrar has committed the file. Any thread. */
    public Optional<SipGeneral> current() {
        return current;
    }

    /** Begins to follow what is committed; each new one is told on a virtual thread. */
    public void follow(Consumer<SipGeneral> listener) {
        watch = revisions.watch(SipConf.FILE, revision -> take(revision, listener));
    }

    public void stop() {
        if (watch != null) {
            watch.close();
        }
    }

    private void take(Revision revision, Consumer<SipGeneral> listener) {
        Sources sources = Sources.of(revision.sources());
        switch (SipConf.read(sources)) {
            case Reading.Loaded<SipConf>(SipConf conf, List<Problem> _) -> {
                current = Optional.of(conf.general());
                listener.accept(conf.general());
                LOG.infof("Revision %d of %s is in force", revision.number(), SipConf.FILE);
            }
            case Reading.Rejected<SipConf>(List<Problem> errors, List<Problem> _) ->
                errors.forEach(error -> LOG.errorf("Revision %d is not taken: %s", revision.number(), error));
        }
    }
}
