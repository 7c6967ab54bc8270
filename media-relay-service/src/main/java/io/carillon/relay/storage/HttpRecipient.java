package io.carillon.relay.storage;

import io.carillon.relay.recording.Answer;
import io.carillon.relay.recording.Chunk;
import io.carillon.relay.recording.Recipient;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Puts recordings where voicemail keeps them: 2xx means that it is committed, 409 that the recording is over. A connection
 * on which something else came is not used again, for behind another one there may be another replica.
 */
public final class HttpRecipient implements Recipient {
    private static final int CONFLICT = 409;

    private final InsideHttp http;
    private final Executor waiting;

    /** @param waiting where names may be looked up */
    public HttpRecipient(InsideHttp http, Executor waiting) {
        this.http = http;
        this.waiting = waiting;
    }

    @Override
    public Optional<String> refusal(String url) {
        return http.refusal(url);
    }

    @Override
    public void put(String url, Chunk chunk, Consumer<Answer> answer) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add(HttpHeaders.CONTENT_TYPE, "audio/basic")
                .add("Carillon-Offset-Millis", Long.toString(chunk.offset().toMillis()));
        send(
                new InsideHttp.Request(
                        HttpMethod.PUT, url + "/" + chunk.number(), headers, Buffer.buffer(chunk.sound())),
                answer);
    }

    @Override
    public void end(String url, int chunks, Duration silence, Consumer<Answer> answer) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add(HttpHeaders.CONTENT_TYPE, "text/plain")
                .add("Carillon-Silence-Millis", Long.toString(silence.toMillis()));
        Buffer count = Buffer.buffer(Integer.toString(chunks));
        send(new InsideHttp.Request(HttpMethod.POST, url + "/end", headers, count), answer);
    }

    private void send(InsideHttp.Request request, Consumer<Answer> answer) {
        waiting.execute(() -> http.send(request, new Sent(answer)));
    }

    private record Sent(Consumer<Answer> answer) implements InsideHttp.Asker {

        @Override
        public void answered(HttpClientResponse response, String host) {
            int status = response.statusCode();
            if (status / 100 == 2) {
                answer.accept(new Answer.Acknowledged());
            } else if (status == CONFLICT) {
                answer.accept(new Answer.Unwanted());
            } else {
                response.request().connection().close();
                answer.accept(new Answer.Failed(host + " answered " + status));
            }
        }

        @Override
        public void failed(String why) {
            answer.accept(new Answer.Failed(why));
        }

        @Override
        public void refused(String why) {
            answer.accept(new Answer.Failed(why));
        }
    }
}
