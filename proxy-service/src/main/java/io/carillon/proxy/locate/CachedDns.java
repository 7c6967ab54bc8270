package io.carillon.proxy.locate;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Remembers answers as long as DNS allows, and that there was none for a shorter while. Whoever asks what is being asked
 * already waits for that answer. Bounded in what it holds and in what it asks at a time, since a phone may write any name
 * into its Contact. Any thread.
 */
final class CachedDns implements Dns {
    /** Answers held, some 200 bytes each; whoever was not asked for longest goes first. */
    static final int MOST = 2_000;

    /** Questions under way; more are names that nobody serves. */
    static final int MOST_PENDING = 200;

    /** A record that says longer is asked for again all the same: servers move. */
    static final Duration LONGEST = Duration.ofHours(1);

    /** A record that says 0 would be asked for by every request of a call. */
    static final Duration SHORTEST = Duration.ofSeconds(1);

    /** RFC 2308 §5 lets the zone choose; this is short enough for any. */
    static final Duration NEGATIVE = Duration.ofSeconds(30);

    /** A name server that is away shall not be waited for by every call. */
    static final Duration FAILURE = Duration.ofSeconds(5);

    private static final Answer TOO_MANY = new Answer.Failed("too many questions are open");

    private final Dns dns;
    private final LongSupplier nanoTime;
    private final Map<Question, CompletableFuture<Answer>> pending = new LinkedHashMap<>();
    private final Map<Question, Known> known = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Known> eldest) {
            return size() > MOST;
        }
    };

    private record Known(Answer answer, long until) {}

    CachedDns(Dns dns, LongSupplier nanoTime) {
        this.dns = dns;
        this.nanoTime = nanoTime;
    }

    @Override
    public CompletableFuture<Answer> ask(Question question) {
        CompletableFuture<Answer> asked = new CompletableFuture<>();
        synchronized (this) {
            Known last = known.get(question);
            if (last != null && nanoTime.getAsLong() - last.until() < 0) {
                return CompletableFuture.completedFuture(last.answer());
            }
            CompletableFuture<Answer> underWay = pending.get(question);
            if (underWay != null) {
                return underWay;
            }
            if (pending.size() == MOST_PENDING) {
                return CompletableFuture.completedFuture(TOO_MANY);
            }
            pending.put(question, asked);
        }
        var _ = dns.ask(question).thenAccept(answer -> {
            learn(question, answer);
            asked.complete(answer);
        });
        return asked;
    }

    private synchronized void learn(Question question, Answer answer) {
        pending.remove(question);
        known.put(
                question, new Known(answer, nanoTime.getAsLong() + life(answer).toNanos()));
    }

    private static Duration life(Answer answer) {
        return switch (answer) {
            case Answer.Found found ->
                found.ttl().compareTo(LONGEST) > 0
                        ? LONGEST
                        : found.ttl().compareTo(SHORTEST) < 0 ? SHORTEST : found.ttl();
            case Answer.None() -> NEGATIVE;
            case Answer.Failed _ -> FAILURE;
        };
    }

    synchronized int size() {
        return known.size();
    }
}
