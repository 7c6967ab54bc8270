package io.carillon.voicemail;

import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.message.MailboxCounts;
import io.carillon.voicemail.message.MessageStore;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Mailboxes over HTTP, for reading: they are made in voicemail.conf. */
@Path("/mailboxes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "mailboxes")
public class MailboxResource {
    /** Some 200 KB of JSON. */
    private static final int MOST = 500;

    private final MessageStore store;

    MailboxResource(MessageStore store) {
        this.store = store;
    }

    /**
     * A mailbox without its PIN.
     *
     * @param hasPin false: nobody can listen by telephone
     * @param newMessages in the folder INBOX
     * @param oldMessages in the folder Old
     */
    public record View(
            String context,
            String number,
            Optional<String> name,
            Optional<String> email,
            Optional<String> pager,
            boolean hasPin,
            boolean pinChangeable,
            Map<String, String> options,
            int newMessages,
            int oldMessages) {
        static View of(Mailbox box, MailboxCounts counts) {
            return new View(
                    box.key().context(),
                    box.key().number(),
                    box.name(),
                    box.email(),
                    box.pager(),
                    box.hasPin(),
                    box.pinChangeable(),
                    box.options(),
                    counts.fresh(),
                    counts.old());
        }
    }

    @GET
    @Operation(
            summary = "The mailboxes of voicemail.conf",
            description = "By context and number, at most 500 at a time; PINs are never shown.")
    public List<View> list(
            @Parameter(description = "the context of the mailbox behind which to begin")
                    @QueryParam("afterContext")
                    @DefaultValue("")
                    String afterContext,
            @Parameter(description = "its number") @QueryParam("afterNumber") @DefaultValue("") String afterNumber) {
        List<Mailbox> boxes = Mailbox.configuredAfter(new Mailbox.Key(afterContext, afterNumber), MOST);
        Map<Mailbox.Key, MailboxCounts> counts =
                store.counts(boxes.stream().map(Mailbox::key).toList());
        return boxes.stream()
                .map(box -> View.of(box, counts.getOrDefault(box.key(), MailboxCounts.NONE)))
                .toList();
    }

    @GET
    @Path("/{context}/{number}")
    @Operation(summary = "One mailbox")
    @APIResponse(responseCode = "200", description = "The mailbox")
    @APIResponse(responseCode = "404", description = "voicemail.conf has no such mailbox")
    public View read(String context, String number) {
        return Mailbox.configured(new Mailbox.Key(context, number))
                .map(box -> View.of(box, store.counts(box.key())))
                .orElseThrow(NotFoundException::new);
    }
}
