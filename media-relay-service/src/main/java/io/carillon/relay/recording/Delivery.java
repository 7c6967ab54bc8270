package io.carillon.relay.recording;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Brings a recording's chunks where they belong: in order, one at a time, each again and again until it is acknowledged. A
 * minute of sound is kept for a recipient that is away; then the oldest is lost, for the newest is what may still arrive.
 * Says what is to be done {@link #next}; times are the loop's nanoseconds. Owner: the session's loop.
 */
public final class Delivery {
    /** A minute: 480 KB a recording. A database that is failed over comes back within it. */
    static final int MOST_HELD = 120;

    /** After the recording's end. */
    static final Duration LONGEST_AFTER = Duration.ofMinutes(1);

    static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Deque<Chunk> held = new ArrayDeque<>();
    private int chunks;
    private int lost;
    private boolean underWay;
    private Duration pause = SHORTEST_PAUSE;
    private long notBefore;
    private boolean ended;
    private long endedAt;
    private String lastFailure = "nothing was sent";
    private Optional<Outcome> outcome = Optional.empty();

    /** What is to be done. */
    public sealed interface Next {
        record Put(Chunk chunk) implements Next {}

        record End(int chunks) implements Next {}

        /** Nothing for so long. */
        record Pause(Duration length) implements Next {}

        /** Nothing until something comes, a chunk or an answer. */
        record Wait() implements Next {}

        record Over(Outcome outcome) implements Next {}
    }

    /** How it went. */
    public sealed interface Outcome {
        record Delivered() implements Outcome {}

        /** The recipient has ended the recording. */
        record Unwanted() implements Outcome {}

        /** Some of it did not arrive, or nobody knows whether it did. */
        record Failed(String why) implements Outcome {}
    }

    public Delivery(long now) {
        notBefore = now;
    }

    /** Of half a second, but for the last one. False where an older one is lost for it. */
    public boolean take(byte[] sound) {
        boolean room = held.size() < MOST_HELD;
        if (!room) {
            dropOldest();
        }
        held.add(new Chunk(chunks, sound));
        chunks++;
        return room;
    }

    /** The first one may be arriving just now. */
    private void dropOldest() {
        Chunk first = held.removeFirst();
        if (underWay) {
            held.removeFirst();
            held.addFirst(first);
        }
        lost++;
    }

    /** There are no more. */
    public void end(long now) {
        ended = true;
        endedAt = now;
    }

    /** What came of what was to be done. */
    public void answered(Answer answer, long now) {
        underWay = false;
        switch (answer) {
            case Answer.Acknowledged() -> {
                pause = SHORTEST_PAUSE;
                if (held.isEmpty()) {
                    over(lost == 0 ? new Outcome.Delivered() : new Outcome.Failed(lost()));
                } else {
                    held.removeFirst();
                }
            }
            case Answer.Unwanted() -> over(new Outcome.Unwanted());
            case Answer.Failed(String why) -> failed(why, now);
        }
    }

    private void failed(String why, long now) {
        lastFailure = why;
        notBefore = now + pause.toNanos();
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        if (ended && now - endedAt > LONGEST_AFTER.toNanos()) {
            over(new Outcome.Failed(doubt()));
        }
    }

    private void over(Outcome how) {
        outcome = Optional.of(how);
        held.clear();
    }

    private String lost() {
        return Chunk.LENGTH.multipliedBy(lost).toMillis() + " ms were lost: " + lastFailure;
    }

    /** Why what was not acknowledged yet may never be. */
    public String doubt() {
        return held.size() + " of " + chunks + " chunks are not acknowledged: " + lastFailure;
    }

    /** What to do now; what is answered is under way from then on. */
    public Next next(long now) {
        if (outcome.isPresent()) {
            return new Next.Over(outcome.get());
        }
        if (underWay || (held.isEmpty() && !ended)) {
            return new Next.Wait();
        }
        if (notBefore - now > 0) {
            return new Next.Pause(Duration.ofNanos(notBefore - now));
        }
        underWay = true;
        Chunk first = held.peekFirst();
        return first == null ? new Next.End(chunks) : new Next.Put(first);
    }
}
