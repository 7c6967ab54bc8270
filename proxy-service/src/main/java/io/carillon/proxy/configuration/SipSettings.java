package io.carillon.proxy.configuration;

import io.carillon.config.sip.SipConf;
import io.carillon.config.sip.SipGeneral;
import io.carillon.facts.revision.ConfigurationRevisions;
import io.carillon.facts.revision.Followed;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code [general]} of sip.conf, which the registrar owns and commits. Any thread. */
@ApplicationScoped
public class SipSettings {
    private final Followed<SipGeneral> file;

    SipSettings(ConfigurationRevisions revisions) {
        file = new Followed<>(
                revisions, SipConf.FILE, sources -> SipConf.read(sources).map(SipConf::general));
    }

    /** Empty until a registrar has committed the file. */
    public Optional<SipGeneral> current() {
        return file.current().map(Followed.InForce::value);
    }

    /** Which revision that is. */
    public Optional<Long> revision() {
        return file.current().map(Followed.InForce::revision);
    }

    /** Begins to follow what is committed; each new one is told on a virtual thread. */
    public void follow(Consumer<SipGeneral> listener) {
        file.follow(listener);
    }

    public void stop() {
        file.close();
    }
}
