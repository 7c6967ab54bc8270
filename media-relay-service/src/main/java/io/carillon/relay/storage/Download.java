package io.carillon.relay.storage;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of one response, a part at a time, no more than a few of them ahead of who reads it: then the connection is
 * left full. Read on one virtual thread at a time; filled on the event loop.
 */
final class Download {
    /** Of 8 to 64 KB each, as they come from the network. */
    private static final int MOST_AHEAD = 4;

    /** Without anything from a service that has said that it has it. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final byte[] END = {};

    private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
    private final InsideHttp http;
    private long toSkip;
    private volatile boolean closed;
    private @Nullable HttpClientResponse response;

    /** What comes. */
    private sealed interface Part {
        record Begin(int status) implements Part {}

        record Bytes(Buffer bytes) implements Part {}

        record End() implements Part {}

        record Broken(String why) implements Part {}
    }

    private Download(InsideHttp http) {
        this.http = http;
    }

    /**
     * Begins at this byte.
     *
     * @throws IOException there is no such thing, or nobody answers
     */
    static Download begin(InsideHttp http, String url, long from) throws IOException {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        if (from > 0) {
            headers.add("Range", "bytes=" + from + "-");
        }
        Download download = new Download(http);
        http.send(new InsideHttp.Request(HttpMethod.GET, url, headers, Buffer.buffer()), download.new Arriving());
        download.awaitBegin(from);
        return download;
    }

    private void awaitBegin(long from) throws IOException {
        switch (take(InsideHttp.LIMIT.plus(PATIENCE))) {
            case Part.Begin(int status) -> {
                switch (status) {
                    // RFC 9110 §14.2: a server may ignore a range.
                    case 200 -> toSkip = from;
                    case 206 -> {}
                    // Nothing is left from there on.
                    case 416 -> parts.add(new Part.End());
                    default -> {
                        close();
                        throw new IOException("the stored sound cannot be had: " + status);
                    }
                }
            }
            case Part.Broken(String why) -> throw new IOException("the stored sound cannot be had: " + why);
            case Part.Bytes _, Part.End _ -> throw new IllegalStateException("a body before its head");
        }
    }

    /**
     * The next bytes; none at the end.
     *
     * @throws IOException it broke off
     */
    byte[] next() throws IOException {
        while (true) {
            switch (take(PATIENCE)) {
                case Part.Bytes(Buffer bytes) -> {
                    demand();
                    if (toSkip >= bytes.length()) {
                        toSkip -= bytes.length();
                    } else {
                        byte[] wanted = bytes.getBytes((int) toSkip, bytes.length());
                        toSkip = 0;
                        return wanted;
                    }
                }
                case Part.End() -> {
                    parts.add(new Part.End());
                    return END;
                }
                case Part.Broken(String why) -> throw new IOException("the stored sound broke off: " + why);
                case Part.Begin _ -> throw new IllegalStateException("two heads");
            }
        }
    }

    private Part take(Duration patience) throws IOException {
        try {
            Part part = parts.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            return part == null ? new Part.Broken("nothing came for " + patience.toSeconds() + " s") : part;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private void demand() {
        http.onLoop(() -> {
            if (response != null) {
                response.fetch(1);
            }
        });
    }

    /** Nothing more is wanted. */
    void close() {
        closed = true;
        http.onLoop(this::abandon);
    }

    /** On the event loop. */
    private void abandon() {
        HttpClientResponse open = response;
        response = null;
        if (open != null) {
            var _ = open.request().reset();
        }
    }

    /** On the event loop. */
    private final class Arriving implements InsideHttp.Asker {

        @Override
        public void answered(HttpClientResponse begun, String host) {
            response = begun;
            if (closed) {
                abandon();
                return;
            }
            begun.pause();
            begun.handler(bytes -> parts.add(new Part.Bytes(bytes)));
            begun.endHandler(_ -> {
                response = null;
                parts.add(new Part.End());
            });
            begun.exceptionHandler(failure -> {
                response = null;
                parts.add(new Part.Broken(host + ": " + failure.getMessage()));
            });
            parts.add(new Part.Begin(begun.statusCode()));
            begun.fetch(MOST_AHEAD);
        }

        @Override
        public void failed(String why) {
            parts.add(new Part.Broken(why));
        }

        @Override
        public void refused(String why) {
            parts.add(new Part.Broken(why));
        }
    }
}
