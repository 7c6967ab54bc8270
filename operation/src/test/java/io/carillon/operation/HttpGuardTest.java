package io.carillon.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HttpGuardTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static Vertx vertx;
    private static int guarded;
    private static int open;
    private static int own;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        guarded = serve(new HttpGuard(Optional.of("s3cret")));
        open = serve(new HttpGuard(Optional.empty()));
        own = serve(new HttpGuard(Optional.of("s3cret"), List.of(HttpGuardTest::ownWay)));
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_request_without_token_is_challenged() throws Exception {
        HttpResponse<String> response = get(guarded, "/accounts", Optional.empty());

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"carillon\"");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.body())
                .isEqualTo("{\"title\":\"a bearer token is asked for, in the header Authorization\",\"status\":401}");
    }

    @Test
    void a_wrong_token_is_refused_and_called_invalid() throws Exception {
        HttpResponse<String> response = get(guarded, "/accounts", Optional.of("Bearer s3cres"));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer realm=\"carillon\", error=\"invalid_token\"");
        assertThat(response.body()).contains("that is not the bearer token");
    }

    @Test
    void the_right_token_passes_whatever_the_case_of_the_scheme() throws Exception {
        assertThat(get(guarded, "/accounts", Optional.of("bearer s3cret")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_probe_from_anywhere_reads_health_without_a_token() throws Exception {
        String outside = "http://" + addressOfThisMachine() + ":" + guarded;

        assertThat(get(URI.create(outside + "/q/health"), Optional.empty()).statusCode())
                .isEqualTo(200);
        assertThat(get(URI.create(outside + "/q/health/ready"), Optional.empty())
                        .statusCode())
                .isEqualTo(200);
        assertThat(get(URI.create(outside + "/q/metrics"), Optional.empty()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_path_that_only_begins_like_health_is_guarded() throws Exception {
        assertThat(get(guarded, "/q/healthy", Optional.empty()).statusCode()).isEqualTo(401);
        assertThat(get(guarded, "/q/health/../metrics", Optional.empty()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void without_a_token_set_everybody_passes() throws Exception {
        assertThat(get(open, "/accounts", Optional.empty()).statusCode()).isEqualTo(200);
    }

    @Test
    void http_that_is_opened_without_a_token_is_worth_a_warning() {
        HttpGuard without = new HttpGuard(Optional.empty());

        assertThat(List.of("0.0.0.0", "::", "192.0.2.7")).allMatch(without::isUnguarded);
        assertThat(List.of("127.0.0.1", "::1", "localhost")).noneMatch(without::isUnguarded);
        assertThat(new HttpGuard(Optional.of("s3cret")).isUnguarded("0.0.0.0")).isFalse();
    }

    private static int serve(HttpGuard guard) throws Exception {
        Router router = Router.router(vertx);
        router.route().handler(guard::check);
        router.route().handler(exchange -> exchange.response().end("here"));
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "0.0.0.0")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        return server.actualPort();
    }

    /** One that is not loopback, so that the guard sees a stranger; a machine without any has no strangers. */
    private static String addressOfThisMachine() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .findFirst()
                .orElse("127.0.0.1");
    }

    @Test
    void a_service_may_let_in_and_turn_away_by_itself() throws Exception {
        assertThat(get(own, "/door", Optional.empty()).statusCode()).isEqualTo(200);
        assertThat(get(own, "/wall", Optional.of("Bearer s3cret")).statusCode()).isEqualTo(403);
        assertThat(get(own, "/accounts", Optional.empty()).statusCode()).isEqualTo(401);
        assertThat(get(own, "/accounts", Optional.of("Bearer s3cret")).statusCode())
                .isEqualTo(200);
    }

    private static Admission.Verdict ownWay(RoutingContext exchange) {
        return switch (exchange.normalizedPath()) {
            case "/door" -> Admission.Verdict.ADMITTED;
            case "/wall" -> Admission.Verdict.REFUSED;
            default -> Admission.Verdict.OTHER;
        };
    }

    private static HttpResponse<String> get(int port, String path, Optional<String> authorization)
            throws IOException, InterruptedException {
        return get(URI.create("http://127.0.0.1:" + port + path), authorization);
    }

    private static HttpResponse<String> get(URI uri, Optional<String> authorization)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        authorization.ifPresent(value -> request.header("Authorization", value));
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
