package io.carillon.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * Why a request over HTTP was not done (RFC 9457), told the same way by every service.
 *
 * @param title a sentence for people
 * @param errors what is wrong with which field, where the request has fields
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@RegisterForReflection
public record HttpProblem(String title, int status, List<FieldError> errors) {
    static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

    private static final String SECONDS_TO_WAIT = "5";

    /** @param message what the field must be, or must not */
    public record FieldError(String field, String message) {}

    public HttpProblem {
        errors = List.copyOf(errors);
    }

    public static Response of(int status, String title) {
        return of(status, title, List.of());
    }

    public static Response of(int status, String title, List<FieldError> errors) {
        return Response.status(status)
                .type(MEDIA_TYPE)
                .entity(new HttpProblem(title, status, errors))
                .build();
    }

    /** Nothing has changed, and the same may be asked again soon. */
    public static Response databaseAway() {
        return Response.fromResponse(of(503, "the database is away"))
                .header(HttpHeaders.RETRY_AFTER, SECONDS_TO_WAIT)
                .build();
    }

    /** The title of a 404. */
    static String nothingAt(String path) {
        return "there is nothing at " + path;
    }

    /** Refuses what has come to no resource. */
    static void answer(HttpServerResponse response, int status, String title) {
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE.toString())
                .end(new JsonObject().put("title", title).put("status", status).encode());
    }
}
