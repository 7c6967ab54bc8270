package io.carillon.voicemail;

import io.carillon.config.voicemail.MailSettings.Format;
import io.carillon.operation.HttpProblem;
import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.mailbox.MailboxDirectory;
import io.carillon.voicemail.message.Greeting;
import io.carillon.voicemail.message.MessageStore;
import io.carillon.voicemail.sound.UploadedSound;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a mailbox says to those who call: {@code unavailable}, {@code busy}, {@code name}, {@code temporary}. */
@Path("/mailboxes/{context}/{number}/greetings/{kind}")
@Tag(name = "greetings")
public class GreetingResource {
    private static final int UNSUPPORTED = 415;
    /** Where voicemail.conf has no {@code maxgreet}: nobody waits longer for a beep. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final MessageStore store;
    private final MailboxDirectory boxes;

    GreetingResource(MessageStore store, MailboxDirectory boxes) {
        this.store = store;
        this.boxes = boxes;
    }

    @GET
    @Produces(MediaType.WILDCARD)
    @Operation(summary = "A greeting", description = "Formats and ranges as of messages.")
    @APIResponse(responseCode = "404", description = "There is none")
    public Response read(
            String context,
            String number,
            String kind,
            @QueryParam("format") @Nullable String format,
            @HeaderParam("Accept") @Nullable String accept,
            @HeaderParam("Range") @Nullable String range) {
        Greeting greeting =
                store.greeting(find(context, number).key(), kind(kind)).orElseThrow(NotFoundException::new);
        return MessageResource.format(Optional.ofNullable(format), Optional.ofNullable(accept))
                .map(wanted -> SoundAnswer.of(store, greeting.sound(), wanted, 0, Optional.ofNullable(range)))
                .orElseGet(MessageResource::noSuchFormat);
    }

    @PUT
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Put a greeting in place of the one there is",
            description = "The body is a WAV file (PCM, A-law, µ-law or GSM, any rate), or bare sound at 8 kHz with"
                    + " format=ulaw, alaw or gsm.")
    @APIResponse(responseCode = "204", description = "It is the greeting now")
    @APIResponse(responseCode = "413", description = "It is longer than maxgreet, or five minutes")
    @APIResponse(responseCode = "415", description = "It is no sound that can be read")
    public Response put(
            String context, String number, String kind, @QueryParam("format") @Nullable String format, byte[] body)
            throws IOException {
        Box box = find(context, number);
        Optional<Format> named = format == null ? Optional.of(Format.WAV) : Format.of(format);
        if (named.isEmpty()) {
            return HttpProblem.of(UNSUPPORTED, "there is no format " + format);
        }
        return switch (UploadedSound.read(body, named.get(), box.longest())) {
            case UploadedSound.Read(byte[] samples) -> {
                store.putGreeting(box.key(), kind(kind), samples);
                yield Response.noContent().build();
            }
            case UploadedSound.TooLong() ->
                HttpProblem.of(Response.Status.REQUEST_ENTITY_TOO_LARGE.getStatusCode(), "it is too long");
            case UploadedSound.Unreadable(String why) -> HttpProblem.of(UNSUPPORTED, "the sound " + why);
        };
    }

    @DELETE
    @Operation(summary = "Go back to what the system says")
    @APIResponse(responseCode = "204", description = "There is none, now or before")
    public void delete(String context, String number, String kind) {
        store.removeGreeting(find(context, number).key(), kind(kind));
    }

    private record Box(Mailbox.Key key, Duration longest) {}

    private Box find(String context, String number) {
        Mailbox.Key key = new Mailbox.Key(context, number);
        MailboxDirectory.Entry entry = boxes.find(key).orElseThrow(NotFoundException::new);
        Duration written = entry.settings().recording().longestGreeting();
        return new Box(key, written.isZero() ? LONGEST : written);
    }

    private static Greeting.Kind kind(String name) {
        return Stream.of(Greeting.Kind.values())
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(NotFoundException::new);
    }
}
