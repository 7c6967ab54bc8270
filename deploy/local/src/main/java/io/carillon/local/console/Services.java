package io.carillon.local.console;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Speaks HTTP to the replicas of every service. One thread. */
final class Services {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    /** A reload may hash hundreds of passwords. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int PAGE = 200;
    /** 100,000 entries: more than a person reads, and the console's heap holds them. */
    private static final int MOST_PAGES = 500;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final Replicas replicas;
    private final Optional<String> token;

    /** What a replica said. */
    record Reply(URI replica, int status, JsonNode body) {
        boolean isDone() {
            return status / 100 == 2;
        }
    }

    /** @param token for those that ask for one (RFC 6750) */
    Services(Replicas replicas, Optional<String> token) {
        this.replicas = replicas;
        this.token = token;
    }

    List<URI> proxies() throws NoAnswer {
        return known(replicas.proxies(), "proxy");
    }

    List<URI> registrars() throws NoAnswer {
        return known(replicas.registrars(), "registrar");
    }

    List<URI> relays() throws NoAnswer {
        return known(replicas.relays(), "relay");
    }

    List<URI> voicemails() throws NoAnswer {
        return known(replicas.voicemails(), "voicemail");
    }

    /** Every process whose address is known. */
    List<URI> all() {
        return Stream.of(replicas.proxies(), replicas.registrars(), replicas.relays(), replicas.voicemails())
                .flatMap(List::stream)
                .toList();
    }

    private static List<URI> known(List<URI> addresses, String service) throws NoAnswer {
        if (addresses.isEmpty()) {
            throw new NoAnswer(
                    "It is not known where a " + service + " answers: give its address with --" + service + " URL.");
        }
        return addresses;
    }

    /** The answer of the first that gives one: for what all of them keep in one database. */
    Reply any(List<URI> addresses, String method, String path, Optional<JsonNode> body)
            throws NoAnswer, InterruptedException {
        NoAnswer last = new NoAnswer("Nobody was asked.");
        for (URI address : addresses) {
            try {
                return send(address, method, path, body);
            } catch (NoAnswer silent) {
                last = silent;
            }
        }
        throw last;
    }

    Reply get(URI replica, String path) throws NoAnswer, InterruptedException {
        return send(replica, "GET", path, Optional.empty());
    }

    Reply send(URI replica, String method, String path, Optional<JsonNode> body) throws NoAnswer, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base(replica) + path))
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .method(
                        method,
                        body.map(json -> BodyPublishers.ofString(json.toString()))
                                .orElse(BodyPublishers.noBody()));
        body.ifPresent(_ -> request.header("Content-Type", "application/json"));
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return reply(replica, response);
        } catch (IOException silent) {
            throw new NoAnswer(replica + " does not answer (" + reason(silent) + ").");
        }
    }

    private static String reason(IOException silent) {
        String message = silent.getMessage();
        return message == null ? silent.getClass().getSimpleName() : message;
    }

    private static String base(URI replica) {
        String text = replica.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static Reply reply(URI replica, HttpResponse<String> response) throws NoAnswer {
        int status = response.statusCode();
        if (status == 401) {
            throw new NoAnswer(replica + " asks for a token: give it with --token, or in CARILLON_HTTP_TOKEN.");
        }
        String text = response.body();
        try {
            return new Reply(replica, status, text.isBlank() ? Json.object() : Json.MAPPER.readTree(text));
        } catch (JacksonException plain) {
            return new Reply(replica, status, Json.object().put("title", text.strip()));
        }
    }

    /** The body of an answer that must be one. */
    static JsonNode body(Reply reply) throws NoAnswer {
        if (reply.isDone()) {
            return reply.body();
        }
        throw new NoAnswer(reply.replica() + " refuses with status " + reply.status()
                + Json.text(reply.body(), "title").map(title -> ": " + title).orElse("") + ".");
    }

    /**
     * All entries of a list that comes in pages.
     *
     * @param field where they stand
     */
    List<JsonNode> pages(URI replica, String path, String field) throws NoAnswer, InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        Optional<String> after = Optional.of("");
        for (int page = 0; after.isPresent() && page < MOST_PAGES; page++) {
            JsonNode body = body(get(replica, path + "?limit=" + PAGE + "&after=" + encoded(after.get())));
            all.addAll(Json.list(body.path(field)));
            after = Json.text(body, "next");
        }
        return all;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
