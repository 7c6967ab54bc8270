package io.carillon.protocol.media.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.WebSocketBase;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RelayPoolTest {
    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<Void> asked = new CompletableFuture<>();
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private final CompletableFuture<Void> askedAgain = new CompletableFuture<>();
    private volatile boolean opens;
    private RelayPool pool;

    @BeforeEach
    void listen() throws Exception {
        HttpServer relay = vertx.createHttpServer()
                .requestHandler(this::asked)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        URI address = URI.create("ws://127.0.0.1:" + relay.actualPort() + "/control");
        pool = new RelayPool(vertx, List.of(address), "test", Optional.empty());
    }

    /** A relay that opens the WebSocket it is asked for, or takes its time. */
    private void asked(HttpServerRequest request) {
        request.connection().closeHandler(left::complete);
        if (opens) {
            // Nothing that comes is ever read.
            request.toWebSocket().onSuccess(WebSocketBase::pause);
        }
        if (!asked.complete(null)) {
            askedAgain.complete(null);
        }
    }

    @AfterEach
    void stop() throws Exception {
        pool.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_pool_that_is_closed_leaves_a_relay_it_was_connected_to() {
        opens = true;
        pool.connect();
        while (!pool.anyConnected()) {
            Thread.onSpinWait();
        }

        pool.close();

        assertThat(left).succeedsWithin(10, TimeUnit.SECONDS);
    }

    @Test
    void a_relay_that_never_answers_is_connected_to_anew() {
        opens = true;

        pool.connect();

        assertThat(askedAgain).succeedsWithin(15, TimeUnit.SECONDS);
    }

    @Test
    void a_pool_that_is_closed_while_it_connects_does_not_wait_for_the_relay() {
        pool.connect();
        asked.join();

        pool.close();

        assertThat(left).succeedsWithin(10, TimeUnit.SECONDS);
    }
}
