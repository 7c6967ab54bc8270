package io.carillon.voicemail;

import io.carillon.config.Problem;
import io.carillon.voicemail.mailbox.MailboxFile;
import io.carillon.voicemail.mailbox.MailboxFile.Loaded;
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
@Path("/voicemail/reload")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "configuration")
public class ReloadResource {
    private final MailboxFile file;

    ReloadResource(MailboxFile file) {
        this.file = file;
    }

    /**
     * The outcome.
     *
     * @param problems as {@code file:line:column: severity: message}
     */
    public record Result(String status, long revision, List<String> problems) {}

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
                case Loaded.Committed(long revision, List<Problem> problems) ->
                    answer(200, new Result("committed", revision, text(problems)));
                case Loaded.Rejected(List<Problem> problems) -> answer(422, new Result("rejected", 0, text(problems)));
            };
        } catch (SQLException away) {
            return answer(503, new Result("database away", 0, List.of(String.valueOf(away.getMessage()))));
        }
    }

    private static Response answer(int status, Result result) {
        return Response.status(status).entity(result).build();
    }

    private static List<String> text(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }
}
