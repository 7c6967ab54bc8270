package io.carillon.relay.recording;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where recordings are sent. Called on a media loop, and must not block; each request is answered once, on any thread,
 * within a few seconds.
 */
public interface Recipient {

    /** Why nothing can be sent there, as far as the URL tells. */
    Optional<String> refusal(String url);

    void put(String url, Chunk chunk, Consumer<Answer> answer);

    /**
     * There were so many chunks.
     *
     * @param silence at their end, which ended the recording
     */
    void end(String url, int chunks, Duration silence, Consumer<Answer> answer);
}
