package io.carillon.proxy;

import io.carillon.proxy.trunk.Trunks;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What {@code sip show registry} shows. */
@Path("/registry")
public class RegistryResource {
    private final ProxyMain proxy;
    private final InstantSource clock;

    RegistryResource(ProxyMain proxy, InstantSource clock) {
        this.proxy = proxy;
        this.clock = clock;
    }

    @GET
    @Operation(
            summary =
                    "Lists our registrations with providers: host, user name, state, seconds to the refresh, since when")
    public List<Trunks.Entry> list() {
        return proxy.running()
                .map(parts -> parts.trunks().registry(clock.instant()))
                .orElse(List.of());
    }
}
