package io.carillon.local;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks processes whether they are ready. */
final class Health {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private Health() {}

    /** Why a service is not ready, by its own {@code /q/health/ready}; empty when it is. */
    static Optional<String> whyNotReady(String httpUrl) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(httpUrl + "/q/health/ready"))
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.empty() : Optional.of(reason(response));
        } catch (IOException noAnswer) {
            return Optional.of("no answer at " + httpUrl);
        }
    }

    private static String reason(HttpResponse<String> response) {
        List<String> down = new ArrayList<>();
        try {
            for (JsonNode check : JSON.readTree(response.body()).path("checks")) {
                if (!"UP".equals(check.path("status").asText())) {
                    down.add(check.path("name").asText() + details(check.path("data")));
                }
            }
        } catch (JacksonException noHealthReport) {
            return "HTTP status " + response.statusCode();
        }
        return down.isEmpty() ? "HTTP status " + response.statusCode() : "down: " + String.join(", ", down);
    }

    /** What the check says of its parts, one of which is the cause. */
    private static String details(JsonNode data) {
        List<String> parts = new ArrayList<>();
        data.properties()
                .forEach(
                        part -> parts.add(part.getKey() + ": " + part.getValue().asText()));
        return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
    }

    /** Why nothing can be said to a TCP server; empty when it takes connections. */
    static Optional<String> whyNoConnection(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, (int) PATIENCE.toMillis());
            return Optional.empty();
        } catch (IOException refused) {
            return Optional.of("no connection to " + Addresses.text(address));
        }
    }
}
