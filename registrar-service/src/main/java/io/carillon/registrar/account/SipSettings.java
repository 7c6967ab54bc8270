package io.carillon.registrar.account;

import io.carillon.config.sip.SipConf;
import io.carillon.config.sip.SipGeneral;
import io.carillon.facts.revision.ConfigurationRevisions;
import io.carillon.facts.revision.Followed;
import io.carillon.facts.revision.Followed.InForce;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code [general]} of the newest revision of {@code sip.conf}, whichever replica committed it. Any thread. */
@ApplicationScoped
public class SipSettings {
    private final Followed<SipGeneral> file;

    SipSettings(ConfigurationRevisions revisions) {
        file = new Followed<>(
                revisions, SipConf.FILE, sources -> SipConf.read(sources).map(SipConf::general));
    }

    /** Empty until a first revision was committed and read. */
    public Optional<InForce<SipGeneral>> current() {
        return file.current();
    }

    /** @param told each time another revision is in force, on a thread of its own */
    public void follow(Consumer<SipGeneral> told) {
        file.follow(told);
    }

    /** Ends {@link #follow}. */
    public void stop() {
        file.close();
    }
}
