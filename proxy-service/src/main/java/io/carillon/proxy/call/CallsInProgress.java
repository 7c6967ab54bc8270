package io.carillon.proxy.call;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** How many calls there are in each state, for metrics. Any thread. */
public final class CallsInProgress {
    private final Map<State, AtomicInteger> counts = new EnumMap<>(State.class);

    /** What a call is doing. */
    public enum State {
        /** Its plan runs, and nobody's phone rings. */
        PLAN,
        /** A Dial waits for an answer. */
        RINGING,
        /** The caller is joined with a callee. */
        TALKING
    }

    public CallsInProgress() {
        for (State state : State.values()) {
            counts.put(state, new AtomicInteger());
        }
    }

    public int in(State state) {
        return count(state).get();
    }

    void begin() {
        count(State.PLAN).incrementAndGet();
    }

    void move(State from, State to) {
        count(from).decrementAndGet();
        count(to).incrementAndGet();
    }

    void end(State last) {
        count(last).decrementAndGet();
    }

    private AtomicInteger count(State state) {
        return Objects.requireNonNull(counts.get(state), "every state has its count");
    }
}
