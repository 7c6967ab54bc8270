package io.carillon.proxy;

import io.carillon.operation.HttpProblem;
import io.carillon.proxy.call.StepTrace;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code dialplan debug}: whether each step of every call is written to this proxy's log. */
@Path("/dialplan/debug")
@Tag(name = "dial plan")
public class DialplanDebugResource {
    private final StepTrace steps;

    DialplanDebugResource(StepTrace steps) {
        this.steps = steps;
    }

    /** Whether steps are shown. */
    public record Setting(boolean on) {}

    /** The same as it is asked for. */
    public record Wanted(Optional<Boolean> on) {}

    @GET
    @Operation(summary = "Whether steps are shown now")
    public Setting shown() {
        return new Setting(steps.isOn());
    }

    @PUT
    @Operation(
            summary = "Show the steps of calls, or do not",
            description = "400 with one sentence when on is missing; nothing has changed then.")
    public Setting show(@Nullable Wanted wanted) {
        if (wanted == null || wanted.on().isEmpty()) {
            throw new BadRequestException(HttpProblem.of(400, "on is true or false; it is missing"));
        }
        steps.show(wanted.on().get());
        return shown();
    }
}
