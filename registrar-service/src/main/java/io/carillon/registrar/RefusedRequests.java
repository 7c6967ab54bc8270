package io.carillon.registrar;

import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.carillon.operation.HttpProblem;
import io.carillon.operation.HttpProblem.FieldError;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What goes wrong on the way to or from a resource, as whoever asked is told. */
class RefusedRequests {
    private static final Logger LOG = Logger.getLogger(RefusedRequests.class);

    @ServerExceptionMapper
    Response databaseAway(SQLException away) {
        LOG.warnf("a request over HTTP found PostgreSQL away: %s", away.getMessage());
        return HttpProblem.databaseAway();
    }

    @ServerExceptionMapper
    Response notThatJson(MismatchedInputException wrong) {
        String field = wrong.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
        return HttpProblem.of(
                400,
                "the body is not what is expected",
                List.of(new FieldError(field, "is unknown or of another type")));
    }

    /** Of what cannot be parsed, only the cause says so; what a resource itself refused is an answer already. */
    @ServerExceptionMapper
    Response refused(WebApplicationException refused) {
        return refused.getCause() instanceof StreamReadException wrong
                ? HttpProblem.of(400, "the body is not JSON: " + wrong.getOriginalMessage())
                : refused.getResponse();
    }
}
