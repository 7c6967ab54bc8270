package io.carillon.registrar;

import io.carillon.config.sip.SipGeneral;
import io.carillon.facts.revision.Followed;
import io.carillon.operation.HttpProblem;
import io.carillon.operation.PageLimit;
import io.carillon.registrar.account.AccountDetails;
import io.carillon.registrar.account.AccountDirectory;
import io.carillon.registrar.account.AccountForm;
import io.carillon.registrar.account.AccountForm.FieldError;
import io.carillon.registrar.account.AccountView;
import io.carillon.registrar.account.Accounts;
import io.carillon.registrar.account.Accounts.Written;
import io.carillon.registrar.account.SipSettings;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Accounts over HTTP. Those of sip.conf are shown and not changed. */
@Path("/accounts")
@Tag(name = "accounts")
class AccountResource {
    private final Accounts accounts;
    private final AccountDirectory directory;
    private final SipSettings settings;

    /**
     * Some accounts.
     *
     * @param next for {@code after}, to read on; absent at the end
     */
    @RegisterForReflection
    record Page(List<AccountView> accounts, Optional<String> next) {}

    AccountResource(Accounts accounts, AccountDirectory directory, SipSettings settings) {
        this.accounts = accounts;
        this.directory = directory;
        this.settings = settings;
    }

    @GET
    @Operation(summary = "Lists accounts in the order of their names")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Page.class)))
    public Response list(
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) int limit)
            throws SQLException {
        if (!PageLimit.isValid(limit)) {
            return PageLimit.refuse();
        }
        List<AccountView> page = accounts.list(after, limit);
        return Response.ok(new Page(page, PageLimit.next(page, limit, AccountView::name)))
                .build();
    }

    @GET
    @Path("/{name}")
    @Operation(summary = "Reads an account")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = AccountView.class)))
    @APIResponse(responseCode = "404", description = "There is none of that name")
    public Response read(String name) throws SQLException {
        return accounts.find(name)
                .map(account -> Response.ok(account).build())
                .orElseGet(() -> HttpProblem.of(404, "there is no account '" + name + "'"));
    }

    @POST
    @Operation(summary = "Creates an account")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = AccountView.class)))
    @APIResponse(responseCode = "400", description = "Fields are wrong; the answer names them")
    @APIResponse(responseCode = "409", description = "There is one of that name")
    public Response create(AccountForm form) throws SQLException {
        Optional<String> none = Optional.empty();
        return write(none, form, details -> accounts.create(form.nameOrEmpty(), details, form.password()), account -> {
            String path = URLEncoder.encode(account.name(), StandardCharsets.UTF_8);
            return Response.created(URI.create("/accounts/" + path))
                    .entity(account)
                    .build();
        });
    }

    @PUT
    @Path("/{name}")
    @Operation(summary = "Replaces what an account says; its secret stays unless a new one is given")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = AccountView.class)))
    @APIResponse(responseCode = "400", description = "Fields are wrong; the answer names them")
    @APIResponse(responseCode = "404", description = "There is none of that name")
    @APIResponse(responseCode = "409", description = "It stands in sip.conf")
    public Response change(String name, AccountForm form) throws SQLException {
        return write(
                Optional.of(name),
                form,
                details -> accounts.change(name, details, form.password()),
                account -> Response.ok(account).build());
    }

    @DELETE
    @Path("/{name}")
    @Operation(summary = "Deletes an account and its bindings")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", description = "There is none of that name")
    @APIResponse(responseCode = "409", description = "It stands in sip.conf")
    public Response delete(String name) throws SQLException {
        Written written = accounts.delete(name);
        directory.refresh();
        return answer(written, name, account -> Response.noContent().build());
    }

    /** A write that may fail as the database may. */
    @FunctionalInterface
    private interface Write {
        Written of(AccountDetails details) throws SQLException;
    }

    private Response write(Optional<String> path, AccountForm form, Write write, Function<AccountView, Response> done)
            throws SQLException {
        Optional<SipGeneral> general = settings.current().map(Followed.InForce::value);
        return switch (form.read(path, general)) {
            case AccountForm.Read.Invalid(List<FieldError> errors) -> invalid(errors);
            case AccountForm.Read.Valid(AccountDetails details) -> {
                Written written = write.of(details);
                // Ours at once; the other replicas follow within two seconds.
                directory.refresh();
                yield answer(written, path.orElse(form.nameOrEmpty()), done);
            }
        };
    }

    private static Response invalid(List<FieldError> errors) {
        return HttpProblem.of(
                400,
                "the account is not valid",
                errors.stream()
                        .map(error -> new HttpProblem.FieldError(error.field(), error.message()))
                        .toList());
    }

    private static Response answer(Written written, String name, Function<AccountView, Response> done) {
        return switch (written) {
            case Written.Done(AccountView account) -> done.apply(account);
            case Written.Exists() -> HttpProblem.of(409, "there is an account '" + name + "' already");
            case Written.Unknown() -> HttpProblem.of(404, "there is no account '" + name + "'");
            case Written.OfTheFile() ->
                HttpProblem.of(409, "the account '" + name + "' stands in sip.conf: change it there and reload");
        };
    }
}
