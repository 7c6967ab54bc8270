package io.carillon.proxy;

import io.carillon.config.extensions.ExtensionsConf;
import io.carillon.config.sip.SipConf;
import io.carillon.proxy.configuration.DialPlans;
import io.carillon.proxy.configuration.SipSettings;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Which revisions of the configuration this proxy obeys. */
@Path("/configuration")
@Tag(name = "configuration")
public class ConfigurationResource {
    private final DialPlans plans;
    private final SipSettings settings;

    ConfigurationResource(DialPlans plans, SipSettings settings) {
        this.plans = plans;
        this.settings = settings;
    }

    /** @param revisions by file; a file of which none is in force yet is missing */
    public record InForce(Map<String, Long> revisions) {}

    @GET
    @Operation(summary = "The revisions in force here, for new calls")
    public InForce inForce() {
        Map<String, Long> revisions = new TreeMap<>();
        plans.current().ifPresent(plan -> revisions.put(ExtensionsConf.FILE, plan.revision()));
        settings.revision().ifPresent(revision -> revisions.put(SipConf.FILE, revision));
        return new InForce(revisions);
    }
}
