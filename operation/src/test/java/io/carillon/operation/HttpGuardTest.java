package io.carillon.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        guarded = serve(new HttpGuard(Optional.of("s3cret")));
        open = serve(new HttpGuard(Optional.empty()));
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
    }

    @Test
    void a_wrong_token_is_refused_and_called_invalid() throws Exception {
        HttpResponse<String> response = get(guarded, "/accounts", Optional.of("Bearer s3cres"));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer realm=\"carillon\", error=\"invalid_token\"");
    }

    @Test
    void the_right_token_passes_whatever_the_case_of_the_scheme() throws Exception {
        assertThat(get(guarded, "/accounts", Optional.of("bearer s3cret")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void health_is_open_to_the_machine_itself() throws Exception {
        assertThat(get(guarded, "/q/health/ready", Optional.empty()).statusCode())
                .isEqualTo(200);
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

    private static int serve(HttpGuard guard) throws Exception {
        Router router = Router.router(vertx);
        router.route().handler(guard::check);
        router.route().handler(exchange -> exchange.response().end("here"));
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        return server.actualPort();
    }

    private static HttpResponse<String> get(int port, String path, Optional<String> authorization)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        authorization.ifPresent(value -> request.header("Authorization", value));
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
