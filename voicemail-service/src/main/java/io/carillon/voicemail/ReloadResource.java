package io.carillon.voicemail;

import io.carillon.config.Problem;
import io.carillon.config.Remark;
import io.carillon.operation.HttpProblem;
import io.carillon.voicemail.mailbox.MailboxFile;
import io.carillon.voicemail.mailbox.MailboxFile.Loaded;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code voicemail reload}. */
@RegisterForReflection(targets = Remark.class)
@Path("/voicemail/reload")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "configuration")
public class ReloadResource {
    private final MailboxFile file;

    ReloadResource(MailboxFile file) {
        this.file = file;
    }

    @POST
    @Operation(
            summary = "Read voicemail.conf again",
            description = "Valid: committed as a revision and in force. Wrong: 422, and nothing has changed."
                    + " PostgreSQL away: 503, and nothing has changed.")
    @APIResponse(responseCode = "200", description = "Committed, or unchanged")
    @APIResponse(responseCode = "422", description = "The file has errors")
    @APIResponse(responseCode = "503", description = "PostgreSQL is away")
    public Response reload() {
        try {
            return switch (file.load()) {
                case Loaded.Committed(long revision, List<Problem> warnings) ->
                    Response.ok(Remark.Taken.of(revision, warnings)).build();
                case Loaded.Rejected(List<Problem> errors) ->
                    Response.status(422)
                            .entity(Remark.Refused.of(errors, List.of()))
                            .build();
            };
        } catch (SQLException away) {
            return HttpProblem.databaseAway();
        }
    }
}
