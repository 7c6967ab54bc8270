package io.carillon.registrar;

import io.carillon.operation.PageLimit;
import io.carillon.registrar.location.PeerList;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What {@code sip show peers} shows. */
@Path("/peers")
@Tag(name = "bindings")
class PeerResource {
    private final PeerList peers;

    /**
     * Some accounts and where they are.
     *
     * @param next for {@code after}, to read on; absent at the end
     */
    @RegisterForReflection
    record Page(List<PeerList.Peer> peers, Optional<String> next) {}

    PeerResource(PeerList peers) {
        this.peers = peers;
    }

    @GET
    @Operation(summary = "Lists accounts with where they can be reached: address, port, status, expiry, user agent")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Page.class)))
    public Response list(
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) int limit)
            throws SQLException {
        if (!PageLimit.isValid(limit)) {
            return PageLimit.refuse();
        }
        List<PeerList.Peer> page = peers.read(after, limit);
        return Response.ok(new Page(page, PageLimit.next(page, limit, PeerList.Peer::name)))
                .build();
    }
}
