package io.carillon.operation;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Asks for the bearer token {@code carillon.http.token} (RFC 6750) on every path of a service's HTTP, WebSockets
 * included; without that setting it lets everybody pass, and says so at start where others than this machine can ask.
 * A service may know other ways in ({@link Admission}).
 * Health is open to all: the kubelet's probes come from outside and carry no secrets, and what they read is none.
 * Stateless; runs on the HTTP event loops.
 */
@ApplicationScoped
public class HttpGuard {
    private static final Logger LOG = Logger.getLogger(HttpGuard.class);
    private static final String SCHEME = "Bearer ";
    private static final String HEALTH = "/q/health";
    /** Before everything else: what is refused must have cost nothing. */
    private static final int PRIORITY = 10_000;

    private final Optional<byte[]> token;
    private final List<Admission> admissions;

    @Inject
    HttpGuard(@ConfigProperty(name = "carillon.http.token") Optional<String> token, Instance<Admission> admissions) {
        this(token, admissions.stream().toList());
    }

    HttpGuard(Optional<String> token) {
        this(token, List.of());
    }

    HttpGuard(Optional<String> token, List<Admission> admissions) {
        this.token = token.map(text -> text.getBytes(StandardCharsets.UTF_8));
        this.admissions = admissions;
    }

    void warn(@Observes StartupEvent event, @ConfigProperty(name = "quarkus.http.host") String host) {
        if (isUnguarded(host)) {
            LOG.warnf(
                    "HTTP listens on %s and asks for no token: whoever reaches it may read and change everything;"
                            + " set carillon.http.token",
                    host);
        }
    }

    /** Whether others than this machine may ask anything. */
    boolean isUnguarded(String host) {
        if (token.isPresent()) {
            return false;
        }
        try {
            return !InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException notHere) {
            return true;
        }
    }

    void install(@Observes Filters filters) {
        if (token.isPresent() || !admissions.isEmpty()) {
            filters.register(this::check, PRIORITY);
        }
    }

    void check(RoutingContext exchange) {
        switch (verdict(exchange)) {
            case ADMITTED -> exchange.next();
            case REFUSED ->
                HttpProblem.answer(exchange.response(), 403, "this may not be asked from there, or with this token");
            case OTHER -> checkToken(exchange);
        }
    }

    private Admission.Verdict verdict(RoutingContext exchange) {
        return admissions.stream()
                .map(admission -> admission.of(exchange))
                .filter(verdict -> verdict != Admission.Verdict.OTHER)
                .findFirst()
                .orElse(Admission.Verdict.OTHER);
    }

    private void checkToken(RoutingContext exchange) {
        Optional<String> credentials = bearer(exchange.request());
        if (token.isEmpty() || credentials.filter(this::isTheToken).isPresent() || isHealth(exchange)) {
            exchange.next();
            return;
        }
        String error = credentials.isPresent() ? ", error=\"invalid_token\"" : "";
        exchange.response().putHeader("WWW-Authenticate", "Bearer realm=\"carillon\"" + error);
        HttpProblem.answer(
                exchange.response(),
                401,
                credentials.isPresent()
                        ? "that is not the bearer token"
                        : "a bearer token is asked for, in the header Authorization");
    }

    /** What stands behind {@code Bearer} (RFC 6750 §2.1). */
    public static Optional<String> bearer(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip());
    }

    private boolean isTheToken(String credentials) {
        return token.isPresent() && MessageDigest.isEqual(token.get(), credentials.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isHealth(RoutingContext exchange) {
        String path = exchange.normalizedPath();
        return path.equals(HEALTH) || path.startsWith(HEALTH + "/");
    }
}
