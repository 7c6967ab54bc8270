package io.carillon.proxy;

import io.carillon.proxy.trunk.Reachability;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The status column of {@code sip show peers} for accounts with {@code qualify=}, as this proxy sees them. */
@Path("/qualify")
public class QualifyResource {
    private final ProxyMain proxy;

    QualifyResource(ProxyMain proxy) {
        this.proxy = proxy;
    }

    @GET
    @Operation(
            summary =
                    "Lists the accounts with qualify= and whether they answer: OK (12 ms), LAGGED, UNREACHABLE, UNKNOWN",
            description = "An account that is not listed is not monitored.")
    public List<Reachability.Entry> list() {
        return proxy.running().map(parts -> parts.reachability().list()).orElse(List.of());
    }
}
