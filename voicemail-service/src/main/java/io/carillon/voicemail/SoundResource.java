package io.carillon.voicemail;

import io.carillon.config.voicemail.MailSettings.Format;
import io.carillon.voicemail.capability.Capabilities;
import io.carillon.voicemail.message.MessageStore;
import io.carillon.voicemail.sound.SoundId;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Sound for relays, who were given the key: µ-law at 8 kHz. */
@Path("/sound/{key}")
@Tag(name = "relays")
public class SoundResource {
    private static final int SAMPLES_A_MILLI = 8;

    private final MessageStore store;
    private final Capabilities capabilities;

    SoundResource(MessageStore store, Capabilities capabilities) {
        this.store = store;
        this.capabilities = capabilities;
    }

    @GET
    @Operation(summary = "A stored sound, from a moment on")
    @APIResponse(responseCode = "200", description = "µ-law at 8 kHz, audio/basic")
    @APIResponse(responseCode = "206", description = "The range that was asked for")
    @APIResponse(responseCode = "404", description = "The sound is gone, or the key is over")
    public Response read(
            String key,
            @QueryParam("from") @DefaultValue("0") long from,
            @HeaderParam("Range") @Nullable String range) {
        SoundId sound = capabilities.sound(key).orElseThrow(NotFoundException::new);
        return SoundAnswer.of(
                store, sound, Format.MU_LAW, Math.max(0, from) * SAMPLES_A_MILLI, Optional.ofNullable(range));
    }
}
