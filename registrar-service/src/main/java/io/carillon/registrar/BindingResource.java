package io.carillon.registrar;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.facts.RegistrationFact.Removal;
import io.carillon.operation.HttpProblem;
import io.carillon.registrar.account.Accounts;
import io.carillon.registrar.location.BindingCommand;
import io.carillon.registrar.location.BindingCommitter;
import io.carillon.registrar.location.LocationDatabase;
import io.carillon.registrar.location.Verdict;
import io.carillon.registrar.registration.AddressOfRecord;
import io.carillon.registrar.registration.Binding;
import io.carillon.registrar.registration.Change;
import io.carillon.registrar.registration.ContactUri;
import io.carillon.registrar.registration.FlowId;
import io.carillon.registrar.registration.Outcome;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The bindings of one account over HTTP. */
@Path("/accounts/{name}/bindings")
@Tag(name = "bindings")
class BindingResource {
    private static final int PATIENCE_SECONDS = 5;

    private final Accounts accounts;
    private final LocationDatabase location;
    private final RegistrarMain main;

    BindingResource(Accounts accounts, LocationDatabase location, RegistrarMain main) {
        this.accounts = accounts;
        this.location = location;
        this.main = main;
    }

    /** A binding as HTTP shows it. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @RegisterForReflection
    record BindingView(
            String contact,
            String address,
            int port,
            String transport,
            List<String> path,
            Optional<String> instance,
            OptionalInt regId,
            OptionalInt qThousandths,
            Optional<String> userAgent,
            String callId,
            long cseq,
            Instant registered,
            Instant refreshed,
            Instant expires) {
        static BindingView of(Binding binding) {
            return new BindingView(
                    binding.contact().text(),
                    binding.source().address(),
                    binding.source().port(),
                    binding.source().transport(),
                    binding.path(),
                    binding.flow().map(FlowId::instance),
                    binding.flow().map(flow -> OptionalInt.of(flow.regId())).orElse(OptionalInt.empty()),
                    binding.q(),
                    binding.userAgent(),
                    binding.callId(),
                    binding.cseq(),
                    binding.registered(),
                    binding.refreshed(),
                    binding.expires());
        }
    }

    @GET
    @Operation(summary = "Lists where an account has registered; an account has at most 100 bindings")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = BindingView[].class)))
    @APIResponse(responseCode = "404", description = "There is no such account")
    public Response list(String name) throws SQLException {
        if (accounts.find(name).isEmpty()) {
            return HttpProblem.of(404, "there is no account '" + name + "'");
        }
        List<BindingView> bindings = location.bindings(new AddressOfRecord(name)).stream()
                .map(BindingView::of)
                .toList();
        return Response.ok(bindings).build();
    }

    @DELETE
    @Operation(summary = "Takes bindings away: of one contact, or all of them")
    @APIResponse(responseCode = "204", description = "They are gone")
    @APIResponse(responseCode = "404", description = "There is no such account, or that contact is not bound")
    public Response delete(
            String name, @Parameter(description = "the contact's URI") @QueryParam("contact") Optional<String> contact)
            throws SQLException, InterruptedException {
        if (accounts.find(name).isEmpty()) {
            return HttpProblem.of(404, "there is no account '" + name + "'");
        }
        Verdict verdict = submit(new BindingCommand.Remove(
                new AddressOfRecord(name), contact.map(ContactUri::new), Removal.ADMINISTRATOR));
        if (!(verdict instanceof Verdict.Committed(Outcome.Accepted accepted, Instant _))) {
            return HttpProblem.databaseAway();
        }
        boolean removed = accepted.changes().stream().anyMatch(Change.Removed.class::isInstance);
        return removed || contact.isEmpty()
                ? Response.noContent().build()
                : HttpProblem.of(404, "'" + name + "' has no such contact");
    }

    private Verdict submit(BindingCommand command) throws InterruptedException {
        Optional<BindingCommitter> committer = main.committer();
        if (committer.isEmpty()) {
            return new Verdict.Unavailable();
        }
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        committer.get().submit(command, verdict::complete);
        try {
            return verdict.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            return new Verdict.Unavailable();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("a verdict is never an exception", impossible);
        }
    }
}
