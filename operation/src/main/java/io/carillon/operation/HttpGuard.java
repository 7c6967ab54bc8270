package io.carillon.operation;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Asks for the bearer token {@code carillon.http.token} (RFC 6750) on every path of a service's HTTP, WebSockets
 * included; without that setting it lets everybody pass. Health stays open to the machine itself, so that a probe
 * beside the process needs no secret. Stateless; runs on the HTTP event loops.
 */
@ApplicationScoped
public class HttpGuard {
    private static final String SCHEME = "Bearer ";
    private static final String HEALTH = "/q/health";
    /** Before everything else: what is refused must have cost nothing. */
    private static final int PRIORITY = 10_000;

    private final Optional<byte[]> token;

    @Inject
    HttpGuard(@ConfigProperty(name = "carillon.http.token") Optional<String> token) {
        this.token = token.map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    void install(@Observes Filters filters) {
        if (token.isPresent()) {
            filters.register(this::check, PRIORITY);
        }
    }

    void check(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        Optional<String> credentials = bearer(request);
        if (token.isEmpty() || credentials.filter(this::isTheToken).isPresent() || isHealthFromHere(exchange)) {
            exchange.next();
            return;
        }
        String error = credentials.isPresent() ? ", error=\"invalid_token\"" : "";
        exchange.response()
                .setStatusCode(401)
                .putHeader("WWW-Authenticate", "Bearer realm=\"carillon\"" + error)
                .end();
    }

    private static Optional<String> bearer(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip());
    }

    private boolean isTheToken(String credentials) {
        return token.isPresent() && MessageDigest.isEqual(token.get(), credentials.getBytes(StandardCharsets.UTF_8));
    }

    /** The connection's address and not the request's: a Forwarded header must not open a door. */
    private static boolean isHealthFromHere(RoutingContext exchange) {
        String path = exchange.normalizedPath();
        if (!path.equals(HEALTH) && !path.startsWith(HEALTH + "/")) {
            return false;
        }
        String peer = exchange.request().connection().remoteAddress().hostAddress();
        return peer != null && InetAddress.ofLiteral(peer).isLoopbackAddress();
    }
}
