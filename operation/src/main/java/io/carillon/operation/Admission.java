package io.carillon.operation;

import io.vertx.ext.web.RoutingContext;

/**
 * A service's own ways in, beside the bearer token of all: a bean that {@link HttpGuard} asks first. Asked on the HTTP event
 * loops, so it must not block.
 */
@FunctionalInterface
public interface Admission {

    /** What it knows of a request. */
    enum Verdict {
        /** It may pass without the token. */
        ADMITTED,
        /** It may not pass, whatever else it shows, and even where no token is asked for. */
        REFUSED,
        /** It is none of its business: the token decides. */
        OTHER
    }

    Verdict of(RoutingContext exchange);
}
