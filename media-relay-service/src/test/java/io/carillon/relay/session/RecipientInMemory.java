package io.carillon.relay.session;

import io.carillon.relay.recording.Answer;
import io.carillon.relay.recording.Chunk;
import io.carillon.relay.recording.Recipient;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Takes recordings, and answers as the test says. */
final class RecipientInMemory implements Recipient {
    static final String URL = "http://127.0.0.1:8083/recordings/k";

    private final Map<Integer, byte[]> chunks = new TreeMap<>();
    private final List<Integer> order = new ArrayList<>();
    private Optional<Integer> ended = Optional.empty();
    private Duration silent = Duration.ZERO;
    private Answer answer = new Answer.Acknowledged();
    private int requests;

    /** How it answers from now on. */
    void answers(Answer every) {
        answer = every;
    }

    /** What it has acknowledged, in the order of the numbers. */
    byte[] sound() {
        ByteArrayOutputStream sound = new ByteArrayOutputStream();
        chunks.values().forEach(sound::writeBytes);
        return sound.toByteArray();
    }

    /** The numbers of the chunks it was sent, as they came. */
    List<Integer> order() {
        return order;
    }

    /** How many chunks it was told there were. */
    Optional<Integer> ended() {
        return ended;
    }

    /** How much of it was silence at its end. */
    Duration silence() {
        return silent;
    }

    int requests() {
        return requests;
    }

    @Override
    public Optional<String> refusal(String url) {
        return url.startsWith("http://127.0.0.1:") ? Optional.empty() : Optional.of("not inside");
    }

    @Override
    public void put(String url, Chunk chunk, Consumer<Answer> told) {
        requests++;
        order.add(chunk.number());
        if (answer instanceof Answer.Acknowledged) {
            chunks.put(chunk.number(), chunk.sound());
        }
        told.accept(answer);
    }

    @Override
    public void end(String url, int count, Duration silence, Consumer<Answer> told) {
        requests++;
        if (answer instanceof Answer.Acknowledged) {
            ended = Optional.of(count);
            silent = silence;
        }
        told.accept(answer);
    }
}
