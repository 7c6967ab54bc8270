package io.carillon.local.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that says what it was told to say, whatever it is asked besides, and remembers what it was asked. */
final class CannedServices implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, String> answers = new HashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    CannedServices() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** @param request {@code GET /path} */
    CannedServices says(String request, String json) {
        answers.put(request, json);
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
        String authorization = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .map(text -> " " + text)
                .orElse("");
        asked.add(request + (query.isEmpty() ? "" : "?" + query) + authorization);
        Optional<String> answer = Optional.ofNullable(answers.get(request));
        byte[] body = answer.orElse("").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.isPresent() ? 200 : 404, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    List<String> asked() {
        return asked;
    }

    URI uri() {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort());
    }

    /** For the console: this one in the place of each service. */
    Services services() {
        return new Services(
                new Replicas(List.of(uri()), List.of(uri()), List.of(uri()), List.of(uri())), Optional.empty());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
