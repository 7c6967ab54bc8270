package io.carillon.relay;

import io.carillon.operation.PageLimit;
import io.carillon.protocol.media.LegFigures;
import io.carillon.relay.session.MediaLoop;
import io.carillon.relay.session.SessionView;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What {@code rtp show stats} shows of this relay. */
@Path("/sessions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "media")
public class SessionResource {
    private static final String DEFAULT = "50";
    /** What the media loops measure for one page costs them less than the time of a packet. */
    private static final int MOST = 200;

    /** How long a media loop may take: beyond, it is stuck, and its liveness says so. */
    private static final long PATIENCE_SECONDS = 2;

    private final Relay relay;

    SessionResource(Relay relay) {
        this.relay = relay;
    }

    /**
     * Some sessions, in the order of their ids.
     *
     * @param active how many there are in all
     * @param next for {@code after}, to read on; absent at the end
     */
    @RegisterForReflection
    public record Page(List<View> sessions, int active, Optional<String> next) {}

    /** @param callId of the caller's leg, if it is known */
    @RegisterForReflection
    public record View(String id, Optional<String> callId, List<Leg> legs) {
        static View of(SessionView session) {
            return new View(
                    session.id(),
                    session.callId(),
                    session.legs().stream().map(Leg::of).toList());
        }
    }

    /**
     * What was measured on one leg since it was made, RTP only (RFC 3550).
     *
     * @param lost packets that never came; negative when duplicates outnumber losses
     * @param lossFraction lost of expected, 0 to 1
     * @param silentForSeconds since the party was heard last
     */
    @RegisterForReflection
    public record Leg(
            String leg,
            Optional<String> codec,
            long packetsReceived,
            long packetsSent,
            long octetsReceived,
            long octetsSent,
            long lost,
            double lossFraction,
            double jitterMillis,
            OptionalDouble roundTripMillis,
            long strangersDropped,
            long silentForSeconds) {
        static Leg of(LegFigures figures) {
            return new Leg(
                    figures.leg().value(),
                    figures.codec(),
                    figures.packetsReceived(),
                    figures.packetsSent(),
                    figures.octetsReceived(),
                    figures.octetsSent(),
                    figures.lost(),
                    figures.lossFraction(),
                    figures.jitterMillis(),
                    figures.roundTripMillis(),
                    figures.strangersDropped(),
                    figures.silentFor().toSeconds());
        }
    }

    @GET
    @Operation(summary = "Lists the media sessions of this relay with what was measured on each leg")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Page.class)))
    @APIResponse(responseCode = "400", description = "limit is not from 1 to 200")
    public Response list(
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue(DEFAULT) int limit) {
        if (limit < 1 || limit > MOST) {
            return PageLimit.refuse(MOST);
        }
        Map<MediaLoop, List<String>> page = page(after, limit);
        List<View> views = page.entrySet().stream()
                .flatMap(ids -> soon(ids.getKey().view(ids.getValue())).stream())
                .map(View::of)
                .sorted(Comparator.comparing(View::id))
                .toList();
        List<String> chosen =
                page.values().stream().flatMap(List::stream).sorted().toList();
        int active = relay.loops().stream().mapToInt(MediaLoop::sessions).sum();
        return Response.ok(new Page(views, active, PageLimit.next(chosen, limit, Function.identity())))
                .build();
    }

    private record Held(MediaLoop loop, String id) {}

    private Map<MediaLoop, List<String>> page(String after, int limit) {
        return relay.loops().stream()
                .flatMap(loop -> soon(loop.ids()).stream().map(id -> new Held(loop, id)))
                .filter(held -> held.id().compareTo(after) > 0)
                .sorted(Comparator.comparing(Held::id))
                .limit(limit)
                .collect(Collectors.groupingBy(Held::loop, Collectors.mapping(Held::id, Collectors.toList())));
    }

    private static <T> T soon(CompletableFuture<T> answer) {
        return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
