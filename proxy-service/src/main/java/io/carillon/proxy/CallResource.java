package io.carillon.proxy;

import io.carillon.operation.HttpProblem;
import io.carillon.operation.PageLimit;
import io.carillon.proxy.call.CallList;
import io.carillon.proxy.call.CallView;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What {@code core show channels} shows of this proxy, and what {@code channel request hangup} does. */
@Path("/calls")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "calls")
public class CallResource {
    /** How long the signalling loop may take: beyond, it is stuck, and its liveness says so. */
    private static final long PATIENCE_SECONDS = 2;

    private final ProxyMain proxy;

    CallResource(ProxyMain proxy) {
        this.proxy = proxy;
    }

    /**
     * Some calls, in the order in which they began.
     *
     * @param active how many there are in all
     * @param next for {@code after}, to read on; absent at the end
     */
    @RegisterForReflection
    public record Page(List<CallView> calls, int active, Optional<String> next) {}

    @GET
    @Operation(summary = "Lists the calls of this proxy: who takes part, what the plan does, since when")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Page.class)))
    @APIResponse(responseCode = "400", description = "limit is not from 1 to 500")
    public Response list(
            @Parameter(description = "the id behind which to begin") @QueryParam("after") @DefaultValue("")
                    String after,
            @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) int limit) {
        if (!PageLimit.isValid(limit)) {
            return PageLimit.refuse();
        }
        int active = proxy.running().map(parts -> parts.calls().size()).orElse(0);
        CallList.Page page = calls().map(calls -> soon(calls.page(after, limit)))
                .orElse(new CallList.Page(List.of(), Optional.empty()));
        return Response.ok(new Page(page.calls(), active, page.next())).build();
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One call", description = "Variables of its channel are not shown: a PIN may be among them.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CallView.class)))
    @APIResponse(responseCode = "404", description = "This proxy has no such call")
    public Response read(String id) {
        return calls().flatMap(calls -> soon(calls.find(id)))
                .map(call -> Response.ok(call).build())
                .orElseGet(CallResource::none);
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            summary = "Ends a call, or the part of one party",
            description = "Without leg: both parties get BYE, a caller who was not answered 603, and the plan's"
                    + " extension h is run. With leg: as if that party had hung up.")
    @APIResponse(responseCode = "202", description = "It is being ended")
    @APIResponse(responseCode = "404", description = "This proxy has no such call or leg")
    public Response end(String id, @QueryParam("leg") Optional<String> leg) {
        boolean found = calls().map(
                        calls -> leg.map(party -> soon(calls.end(id, party))).orElseGet(() -> soon(calls.end(id))))
                .orElse(false);
        return found ? Response.accepted().build() : none();
    }

    private Optional<CallList> calls() {
        return proxy.running().map(parts -> parts.calls().list());
    }

    private static <T> T soon(CompletableFuture<T> answer) {
        return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    private static Response none() {
        return HttpProblem.of(404, "this proxy has no such call, or the call no such leg");
    }
}
