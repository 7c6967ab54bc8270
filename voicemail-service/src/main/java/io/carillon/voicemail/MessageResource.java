package io.carillon.voicemail;

import io.carillon.config.voicemail.MailSettings.Format;
import io.carillon.operation.HttpProblem;
import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.mailbox.MailboxDirectory;
import io.carillon.voicemail.message.Folder;
import io.carillon.voicemail.message.MailboxCounts;
import io.carillon.voicemail.message.Message;
import io.carillon.voicemail.message.MessageId;
import io.carillon.voicemail.message.MessageStore;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A mailbox's messages, for whoever has its token or the operator's. */
@Path("/mailboxes/{context}/{number}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "messages")
public class MessageResource {
    private static final int CONFLICT = 409;
    private static final int NOT_ACCEPTABLE = 406;

    private final MessageStore store;
    private final MailboxDirectory boxes;

    MessageResource(MessageStore store, MailboxDirectory boxes) {
        this.store = store;
        this.boxes = boxes;
    }

    /** A message. */
    public record View(
            String id,
            String folder,
            Optional<String> callerName,
            Optional<String> callerNumber,
            Instant left,
            double seconds,
            boolean heard,
            boolean urgent,
            String callId) {
        static View of(Message message) {
            return new View(
                    message.id().text(),
                    message.folder().title(),
                    message.caller().name(),
                    message.caller().number(),
                    message.left(),
                    message.length().toMillis() / 1000.0,
                    message.heard(),
                    message.urgent(),
                    message.callId());
        }
    }

    /** Where a message is to lie. */
    public record Place(String folder) {}

    /** As a message-waiting lamp is told. */
    public record Counts(int newMessages, int oldMessages, int urgentMessages, boolean full) {}

    @GET
    @Path("/messages")
    @Operation(summary = "The messages of a folder", description = "INBOX, Old, Work, Family or Friends.")
    @APIResponse(responseCode = "200", description = "Urgent ones first, else as they were left")
    @APIResponse(responseCode = "404", description = "No such mailbox or folder")
    public List<View> list(
            String context,
            String number,
            @Parameter(description = "its name") @QueryParam("folder") @DefaultValue("INBOX") String folder) {
        return store.list(box(context, number), folder(folder)).stream()
                .map(View::of)
                .toList();
    }

    @GET
    @Path("/counts")
    @Operation(summary = "How many messages there are")
    public Counts counts(String context, String number) {
        Mailbox.Key box = box(context, number);
        MailboxCounts counts = store.counts(box);
        return new Counts(counts.fresh(), counts.old(), counts.urgent(), store.full(box));
    }

    @GET
    @Path("/messages/{id}")
    @Operation(summary = "One message")
    @APIResponse(responseCode = "404", description = "No such message in this mailbox")
    public View read(String context, String number, String id) {
        return View.of(found(context, number, id));
    }

    @GET
    @Path("/messages/{id}/sound")
    @Produces(MediaType.WILDCARD)
    @Operation(
            summary = "What was said",
            description =
                    "As wav (16 bits), wav49, gsm, ulaw or alaw: by format=, else by Accept, else wav. One range of"
                            + " bytes is served. Listening so does not mark it heard.")
    @APIResponse(responseCode = "200", description = "The sound")
    @APIResponse(responseCode = "206", description = "The range that was asked for")
    @APIResponse(responseCode = "406", description = "No such format")
    @APIResponse(responseCode = "416", description = "It is not that long")
    public Response sound(
            String context,
            String number,
            String id,
            @QueryParam("format") @Nullable String format,
            @HeaderParam("Accept") @Nullable String accept,
            @HeaderParam("Range") @Nullable String range) {
        Message message = found(context, number, id);
        return format(Optional.ofNullable(format), Optional.ofNullable(accept))
                .map(wanted -> SoundAnswer.of(store, message.sound(), wanted, 0, Optional.ofNullable(range)))
                .orElseGet(MessageResource::noSuchFormat);
    }

    static Response noSuchFormat() {
        return HttpProblem.of(NOT_ACCEPTABLE, "the formats are wav, wav49, gsm, ulaw and alaw");
    }

    /** The format that is asked for; empty if we have none of those. */
    static Optional<Format> format(Optional<String> named, Optional<String> accept) {
        if (named.isPresent()) {
            return Format.of(named.get());
        }
        if (accept.isEmpty()) {
            return Optional.of(Format.WAV);
        }
        return Stream.of(accept.get().split(","))
                .map(type -> type.split(";")[0].strip().toLowerCase(Locale.ROOT))
                .flatMap(type -> ofMediaType(type).stream())
                .findFirst();
    }

    private static Optional<Format> ofMediaType(String type) {
        return switch (type) {
            case "*/*", "audio/*", "audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave" ->
                Optional.of(Format.WAV);
            case "audio/gsm", "audio/x-gsm" -> Optional.of(Format.GSM);
            case "audio/basic", "audio/pcmu" -> Optional.of(Format.MU_LAW);
            case "audio/pcma", "audio/x-alaw-basic" -> Optional.of(Format.A_LAW);
            default -> Optional.empty();
        };
    }

    @POST
    @Path("/messages/{id}/heard")
    @Operation(summary = "Mark it heard")
    @APIResponse(responseCode = "204", description = "It is, now or before")
    public void heard(String context, String number, String id) {
        Message message = found(context, number, id);
        store.markHeard(message.box(), message.id());
    }

    @PUT
    @Path("/messages/{id}/folder")
    @Operation(summary = "Move it into another folder")
    @APIResponse(responseCode = "204", description = "It lies there")
    @APIResponse(responseCode = "409", description = "That folder is full")
    public Response move(String context, String number, String id, Place place) {
        return switch (store.move(box(context, number), new MessageId(id), folder(place.folder()))) {
            case DONE -> Response.noContent().build();
            case FULL -> HttpProblem.of(CONFLICT, "that folder is full");
            case GONE -> throw new NotFoundException();
        };
    }

    @DELETE
    @Path("/messages/{id}")
    @Operation(summary = "Delete it for good")
    @APIResponse(responseCode = "204", description = "It is gone, now or before")
    public void delete(String context, String number, String id) {
        store.delete(box(context, number), List.of(new MessageId(id)));
    }

    private Message found(String context, String number, String id) {
        return store.message(box(context, number), new MessageId(id)).orElseThrow(NotFoundException::new);
    }

    private Mailbox.Key box(String context, String number) {
        Mailbox.Key box = new Mailbox.Key(context, number);
        if (boxes.find(box).isEmpty()) {
            throw new NotFoundException();
        }
        return box;
    }

    private static Folder folder(String title) {
        return Stream.of(Folder.values())
                .filter(folder -> folder.title().equalsIgnoreCase(title))
                .findFirst()
                .orElseThrow(NotFoundException::new);
    }
}
