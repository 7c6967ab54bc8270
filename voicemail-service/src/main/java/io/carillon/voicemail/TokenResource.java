package io.carillon.voicemail;

import io.carillon.operation.HttpProblem;
import io.carillon.voicemail.capability.Capabilities;
import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.mailbox.PinAttempts;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A mailbox's owner, who knows its PIN, gets a token that opens it and nothing else. */
@Path("/mailboxes/{context}/{number}/token")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "mailboxes")
public class TokenResource {
    private static final int TOO_MANY = 429;

    private final PinAttempts attempts;
    private final Capabilities capabilities;

    TokenResource(PinAttempts attempts, Capabilities capabilities) {
        this.attempts = attempts;
        this.capabilities = capabilities;
    }

    /** What is keyed in on the telephone. */
    public record Login(@Nullable String pin) {
        /** Without the PIN. */
        @Override
        public String toString() {
            return "Login";
        }
    }

    /** For the header {@code Authorization: Bearer}. */
    @RegisterForReflection
    public record Token(String token, long expiresInSeconds) {}

    @POST
    @Operation(
            summary = "Log in to a mailbox",
            description =
                    "Wrong PINs are counted together with those from telephones other than the owner's: from the third in a row on the"
                            + " next is looked at only after a while.")
    @APIResponse(responseCode = "200", description = "A token for this mailbox")
    @APIResponse(responseCode = "401", description = "Not the PIN, or no such mailbox")
    @APIResponse(responseCode = "429", description = "Too early after wrong ones: Retry-After says when")
    public Response login(String context, String number, Login login) {
        Mailbox.Key box = new Mailbox.Key(context, number);
        String pin = login.pin() == null ? "" : login.pin();
        return switch (attempts.check(box, pin, Optional.empty())) {
            case PinAttempts.Outcome.Right _ ->
                Response.ok(new Token(capabilities.of(box), Capabilities.MAILBOX.toSeconds()))
                        .header("Cache-Control", "no-store")
                        .build();
            case PinAttempts.Outcome.Wrong _ -> HttpProblem.of(401, "that is not the PIN, or there is no such mailbox");
            case PinAttempts.Outcome.Later(Duration wait) ->
                Response.fromResponse(
                                HttpProblem.of(TOO_MANY, "there were wrong PINs: wait as long as Retry-After says"))
                        .header("Retry-After", wait.plusMillis(999).toSeconds())
                        .build();
        };
    }
}
