package io.carillon.relay.storage;

import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Requests to services of ours, on one event loop and over connections that are kept. {@link #send} may wait for DNS, and
 * belongs on a virtual thread.
 */
public final class InsideHttp {
    /** Until the response begins. A healthy service answers within milliseconds, and what was sent can be sent again. */
    static final Duration LIMIT = Duration.ofSeconds(2);

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(1);

    /** Requests at a time to one service: recordings that send in the same moment, and sounds that are being heard. */
    private static final int MOST_CONNECTIONS = 256;

    /** Requests that wait for one of these. */
    private static final int MOST_WAITING = 1_024;

    private final HttpClient client;
    private final Context context;
    private final InsideHosts hosts;
    private final Optional<String> token;

    /** What is asked. */
    record Request(HttpMethod method, String url, MultiMap headers, Buffer body) {}

    /** Is told once, on the event loop; only {@code refused} may be on the caller's thread. */
    interface Asker {
        /** @param host for people: the URL itself may be a secret */
        void answered(HttpClientResponse response, String host);

        void failed(String why);

        void refused(String why);
    }

    /** @param token that our services ask for, where they do */
    public InsideHttp(Vertx vertx, Predicate<InetAddress> inside, Optional<String> token) {
        client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) CONNECT_LIMIT.toMillis())
                        .setMaxWaitQueueSize(MOST_WAITING),
                new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS));
        context = vertx.getOrCreateContext();
        hosts = new InsideHosts(inside);
        this.token = token;
    }

    /** Why this URL is not asked, as far as it can be said at once. */
    Optional<String> refusal(String url) {
        return hosts.refusal(url);
    }

    void send(Request request, Asker asker) {
        switch (hosts.find(request.url())) {
            case InsideHosts.Found.Refused(String why) -> asker.refused(why);
            case InsideHosts.Found.At(InetAddress address, URI url) ->
                context.runOnContext(_ -> send(request, address, url, asker));
        }
    }

    private void send(Request request, InetAddress address, URI url, Asker asker) {
        String host = url.getHost() + ":" + url.getPort();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        RequestOptions options = new RequestOptions()
                .setMethod(request.method())
                .setServer(SocketAddress.inetSocketAddress(url.getPort(), address.getHostAddress()))
                .setHost(url.getHost())
                .setPort(url.getPort())
                .setURI(url.getRawPath() + query)
                .setHeaders(request.headers())
                .setTimeout(LIMIT.toMillis());
        token.ifPresent(bearer -> options.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + bearer));
        client.request(options)
                .compose(asked -> asked.send(request.body()))
                .onSuccess(response -> asker.answered(response, host))
                .onFailure(failure -> asker.failed(host + ": " + failure.getMessage()));
    }

    /** Runs it where responses are handled. */
    void onLoop(Runnable task) {
        context.runOnContext(_ -> task.run());
    }
}
