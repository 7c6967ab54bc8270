package io.carillon.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.protocol.media.MediaEvent;
import io.carillon.protocol.media.MediaFrame;
import io.carillon.protocol.media.MediaJson;
import io.carillon.protocol.media.MediaJson.Decoded;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A proxy's end of media control, over Vert.x as the real one. */
final class ControlClient {

    private static final long PATIENCE_SECONDS = 8;

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<MediaFrame.Response> responses = new LinkedBlockingQueue<>();
    private final BlockingQueue<MediaEvent> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<MediaFrame.Datagrams> invitation = new CompletableFuture<>();
    private final CompletableFuture<Short> closed = new CompletableFuture<>();
    private final WebSocket socket;

    private ControlClient(URI control) throws Exception {
        WebSocketClient client = vertx.createWebSocketClient();
        CompletableFuture<WebSocket> connected = new CompletableFuture<>();
        client.webSocket()
                .textMessageHandler(this::received)
                .closeHandler(end -> {})
                .connect(new WebSocketConnectOptions()
                        .setHost(control.getHost())
                        .setPort(control.getPort())
                        .setURI(control.getPath()))
                .onSuccess(connected::complete)
                .onFailure(connected::completeExceptionally);
        socket = connected.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        socket.closeHandler(end -> closed.complete(socket.closeStatusCode()));
    }

    static ControlClient connect(URI control) throws Exception {
        return new ControlClient(control);
    }

    private void received(String text) {
        if (MediaJson.decode(text) instanceof Decoded.Frame(MediaFrame frame)) {
            switch (frame) {
                case MediaFrame.Response response -> responses.add(response);
                case MediaFrame.Event(MediaEvent event) -> events.add(event);
                case MediaFrame.Datagrams invited -> invitation.complete(invited);
                case MediaFrame.Request request -> throw new AssertionError("a relay requests nothing: " + request);
            }
        } else {
            throw new AssertionError("not a frame: " + text);
        }
    }

    MediaFrame.Response ask(MediaFrame.Request request) throws Exception {
        sendText(MediaJson.encode(request));
        MediaFrame.Response response = response();
        assertThat(response.id()).isEqualTo(request.id());
        return response;
    }

    void sendText(String text) {
        socket.writeTextMessage(text);
    }

    MediaFrame.Response response() throws Exception {
        MediaFrame.Response response = responses.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(response).as("a response").isNotNull();
        return response;
    }

    <E extends MediaEvent> E event(Class<E> type) throws Exception {
        MediaEvent event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(event).as("an event").isInstanceOf(type);
        return type.cast(event);
    }

    /** How the relay takes datagrams for this connection. */
    MediaFrame.Datagrams invitation() throws Exception {
        return invitation.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    short closeCode() throws Exception {
        return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
