package io.carillon.proxy;

import io.carillon.config.Problem;
import io.carillon.proxy.configuration.DialPlans;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code dialplan reload}. */
@Path("/dialplan/reload")
public class ReloadResource {
    private final DialPlans plans;

    ReloadResource(DialPlans plans) {
        this.plans = plans;
    }

    /** @param problems as {@code file:line:column: severity: message} */
    public record Result(String status, long revision, List<String> problems) {}

    @POST
    @Operation(
            summary = "Read extensions.conf again",
            description =
                    "Valid: committed as a revision, in force at every proxy within 5 s, for new calls. Wrong: 422"
                            + " and nothing has changed. PostgreSQL away: 503 and nothing has changed.")
    public Response reload() {
        try {
            return switch (plans.reload()) {
                case DialPlans.Reloaded.Committed(long revision, List<Problem> warnings) ->
                    Response.ok(new Result("committed", revision, text(warnings)))
                            .build();
                case DialPlans.Reloaded.Rejected(List<Problem> errors) ->
                    Response.status(422)
                            .entity(new Result("rejected", 0, text(errors)))
                            .build();
            };
        } catch (SQLException away) {
            return Response.status(503)
                    .entity(new Result("database away", 0, List.of(String.valueOf(away.getMessage()))))
                    .build();
        }
    }

    private static List<String> text(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }
}
