package io.carillon.voicemail;

import io.carillon.voicemail.message.Chunks;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What relays record, as they record it. For those inside, who know the key. */
@Path("/recordings/{key}")
@Tag(name = "relays")
public class RecordingResource {
    private static final int CONFLICT = 409;
    /** Far beyond any recording; it keeps arithmetic from overflowing. */
    private static final long LATEST_MILLIS = Duration.ofDays(2).toMillis();

    private final Chunks chunks;

    RecordingResource(Chunks chunks) {
        this.chunks = chunks;
    }

    @PUT
    @Path("/{chunk}")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "A chunk of a recording, µ-law at 8 kHz; the same number again is the same chunk")
    @APIResponse(responseCode = "204", description = "Committed")
    @APIResponse(responseCode = "409", description = "The recording is over, or there is none")
    public Response put(String key, int chunk, @HeaderParam("Carillon-Offset-Millis") long offset, byte[] sound) {
        if (sound.length == 0 || sound.length > Chunks.LARGEST || chunk < 0 || offset < 0 || offset > LATEST_MILLIS) {
            return Response.status(Response.Status.BAD_REQUEST).build();
        }
        return answer(chunks.put(key, chunk, Duration.ofMillis(offset), sound));
    }

    @POST
    @Path("/end")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "The relay has sent all it heard; the body is the number of chunks")
    @APIResponse(responseCode = "204", description = "Noted")
    @APIResponse(responseCode = "409", description = "The recording is over, or there is none")
    public Response end(String key, @HeaderParam("Carillon-Silence-Millis") long silence, String body) {
        String count = body.strip();
        if (!count.matches("\\d{1,9}") || silence < 0 || silence > LATEST_MILLIS) {
            return Response.status(Response.Status.BAD_REQUEST).build();
        }
        return answer(chunks.end(key, Integer.parseInt(count), Duration.ofMillis(silence)));
    }

    private static Response answer(Chunks.Taken taken) {
        return switch (taken) {
            case YES -> Response.noContent().build();
            case OVER -> Response.status(CONFLICT).build();
        };
    }
}
