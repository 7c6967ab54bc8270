package io.carillon.registrar;

import io.carillon.config.sip.SipConf;
import io.carillon.facts.revision.Followed;
import io.carillon.registrar.account.SipSettings;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Which revision of sip.conf this registrar obeys. */
@Path("/configuration")
@Tag(name = "configuration")
class ConfigurationResource {
    private final SipSettings settings;

    /** @param revisions by file; a file of which none is in force yet is missing */
    @RegisterForReflection
    record InForce(Map<String, Long> revisions) {}

    ConfigurationResource(SipSettings settings) {
        this.settings = settings;
    }

    @GET
    @Operation(summary = "The revision in force here")
    public InForce inForce() {
        return new InForce(settings.current()
                .map(Followed.InForce::revision)
                .map(revision -> Map.of(SipConf.FILE, revision))
                .orElse(Map.of()));
    }
}
