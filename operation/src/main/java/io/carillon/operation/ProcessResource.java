package io.carillon.operation;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Which of how many replicas answers here: its version, for roll-outs, and since when it runs. */
@Path("/process")
@Tag(name = "process")
public class ProcessResource {
    private final String service;
    private final String version;

    ProcessResource(
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "quarkus.application.version", defaultValue = "unversioned") String version) {
        this.service = service;
        this.version = version;
    }

    /** @param started when the process did, by its own clock */
    @RegisterForReflection
    public record Running(String service, String version, Instant started) {}

    @GET
    @Operation(summary = "This process: its version, and since when it runs")
    public Running running() {
        return new Running(
                service,
                version,
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()));
    }
}
