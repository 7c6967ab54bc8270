package io.carillon.operation;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What is answered where no resource is, in place of Vert.x's page. Stateless; runs on the HTTP event loops. */
@ApplicationScoped
public class UnknownPaths {
    void install(@Observes Router router) {
        router.errorHandler(
                404,
                exchange ->
                        HttpProblem.answer(exchange.response(), 404, HttpProblem.nothingAt(exchange.normalizedPath())));
    }
}
