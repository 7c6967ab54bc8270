package io.carillon.registrar;

import io.carillon.config.Problem;
import io.carillon.config.Remark;
import io.carillon.operation.HttpProblem;
import io.carillon.registrar.account.SipConfImport.Imported;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What {@code sip reload} does. */
@Path("/reload")
@Tag(name = "configuration")
class ReloadResource {
    private final RegistrarMain main;

    /** Enough names to see what a reload did, whatever the file's size. */
    private static final int MOST_NAMES = 100;

    /**
     * The file is in force.
     *
     * @param general whether {@code [general]} is another
     * @param registrations whether the lines {@code register =>} are others
     */
    @RegisterForReflection(targets = {Taken.class, Names.class, Remark.class})
    record Taken(
            long revision,
            int created,
            int changed,
            int deleted,
            Names accounts,
            boolean general,
            boolean registrations,
            List<Remark> warnings) {}

    /** Which accounts these are, at most 100 of each kind. */
    record Names(List<String> created, List<String> changed, List<String> deleted) {}

    ReloadResource(RegistrarMain main) {
        this.main = main;
    }

    @POST
    @Operation(summary = "Reads sip.conf again; a wrong file changes nothing")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Taken.class)))
    @APIResponse(responseCode = "404", description = "This registrar has no configuration directory")
    @APIResponse(responseCode = "422", content = @Content(schema = @Schema(implementation = Remark.Refused.class)))
    public Response reload() throws SQLException {
        Optional<Imported> imported = main.reload();
        if (imported.isEmpty()) {
            return HttpProblem.of(404, "this registrar has no configuration directory");
        }
        return switch (imported.get()) {
            case Imported.Done done -> Response.ok(taken(done)).build();
            case Imported.Rejected(List<Problem> errors, List<Problem> warnings) ->
                Response.status(422).entity(Remark.Refused.of(errors, warnings)).build();
        };
    }

    private static Taken taken(Imported.Done done) {
        return new Taken(
                done.revision(),
                done.created().size(),
                done.changed().size(),
                done.deleted().size(),
                new Names(first(done.created()), first(done.changed()), first(done.deleted())),
                done.besides().general(),
                done.besides().registrations(),
                Remark.of(done.warnings()));
    }

    private static List<String> first(List<String> names) {
        return names.stream().limit(MOST_NAMES).toList();
    }
}
