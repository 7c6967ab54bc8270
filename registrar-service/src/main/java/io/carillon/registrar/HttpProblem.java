package io.carillon.registrar;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.carillon.registrar.account.AccountForm.FieldError;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Why a request was not done (RFC 9457).
 *
 * @param errors what is wrong with which field
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@RegisterForReflection
record HttpProblem(String title, int status, List<FieldError> errors) {
    private static final String MEDIA_TYPE = "application/problem+json";

    static Response of(int status, String title) {
        return of(status, title, List.of());
    }

    static Response of(int status, String title, List<FieldError> errors) {
        return Response.status(status)
                .type(MEDIA_TYPE)
                .entity(new HttpProblem(title, status, errors))
                .build();
    }

    /** What went wrong on the way to or from a resource. */
    static final class Mappers {
        private static final Logger LOG = Logger.getLogger(HttpProblem.class);
        private static final String RETRY_AFTER = "5";

        @ServerExceptionMapper
        Response databaseAway(SQLException away) {
            LOG.warnf("a request over HTTP found PostgreSQL away: %s", away.getMessage());
            return Response.fromResponse(of(503, "the database is away"))
                    .header("Retry-After", RETRY_AFTER)
                    .build();
        }

        @ServerExceptionMapper
        Response notThatJson(MismatchedInputException wrong) {
            String field = wrong.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                    .collect(Collectors.joining("."));
            return of(
                    400,
                    "the body is not what is expected",
                    List.of(new FieldError(field, "is unknown or of another type")));
        }

        /** Of what cannot be parsed, only the cause says so; what a resource itself refused is an answer already. */
        @ServerExceptionMapper
        Response refused(WebApplicationException refused) {
            return refused.getCause() instanceof StreamReadException wrong
                    ? of(400, "the body is not JSON: " + wrong.getOriginalMessage())
                    : refused.getResponse();
        }
    }
}
