package io.carillon.proxy;

import io.carillon.config.Problem;
import io.carillon.config.Remark;
import io.carillon.operation.HttpProblem;
import io.carillon.proxy.configuration.DialPlans;
import io.carillon.proxy.configuration.PlanChanges;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
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

    /** The file is in force. */
    @RegisterForReflection(targets = {Taken.class, Remark.class})
    public record Taken(long revision, PlanChanges changes, List<Remark> warnings) {}

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Read extensions.conf again",
            description =
                    "Valid: committed as a revision, in force at every proxy within 5 s, for new calls. Wrong: 422"
                            + " and nothing has changed. PostgreSQL away: 503 and nothing has changed.")
    public Response reload() {
        try {
            return switch (plans.reload()) {
                case DialPlans.Reloaded.Committed(long revision, PlanChanges changes, List<Problem> warnings) ->
                    Response.ok(new Taken(revision, changes, Remark.of(warnings)))
                            .build();
                case DialPlans.Reloaded.Rejected(List<Problem> errors) ->
                    Response.status(422)
                            .entity(Remark.Refused.of(errors, List.of()))
                            .build();
            };
        } catch (SQLException away) {
            return HttpProblem.databaseAway();
        }
    }
}
