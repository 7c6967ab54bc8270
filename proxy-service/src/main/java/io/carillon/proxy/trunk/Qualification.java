package io.carillon.proxy.trunk;

import io.carillon.config.sip.Qualify;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a peer with {@code qualify=} answers OPTIONS, and how fast. It is asked as often as {@code qualifyfreq=} says,
 * and at least every ten seconds while it does not answer, so that it comes back by itself. Pure: no I/O, no clock. Owned by the signalling loop.
 *
 * @param since when this state began
 * @param roundTrip of the last answer
 */
public record Qualification(State state, Instant since, Optional<Duration> roundTrip) {
    static final Duration AGAIN_WHILE_UNREACHABLE = Duration.ofSeconds(10);

    /** What is known of it. */
    public enum State {
        /** It was not asked yet, or is not registered. */
        UNKNOWN,
        OK,
        /** It answers more slowly than qualify= allows. */
        LAGGED,
        UNREACHABLE
    }

    /** What happens to it. */
    sealed interface Input {
        record Answered(Duration roundTrip) implements Input {}

        /** Twice as long as {@code qualify=} allows nothing came, or nothing could be sent. */
        record Silent() implements Input {}

        /** It is nowhere. */
        record Offline() implements Input {}
    }

    /** @param again when to ask next */
    record Step(Qualification next, Duration again) {}

    static Qualification begin(Instant now) {
        return new Qualification(State.UNKNOWN, now, Optional.empty());
    }

    Step on(Input input, Qualify qualify, Instant now) {
        return switch (input) {
            case Input.Answered(Duration taken) -> {
                State answered = taken.compareTo(qualify.limit()) <= 0 ? State.OK : State.LAGGED;
                yield new Step(in(answered, Optional.of(taken), now), qualify.every());
            }
            case Input.Silent() -> new Step(in(State.UNREACHABLE, Optional.empty(), now), sooner(qualify.every()));
            case Input.Offline() -> new Step(in(State.UNKNOWN, Optional.empty(), now), qualify.every());
        };
    }

    private static Duration sooner(Duration every) {
        return every.compareTo(AGAIN_WHILE_UNREACHABLE) < 0 ? every : AGAIN_WHILE_UNREACHABLE;
    }

    private Qualification in(State then, Optional<Duration> taken, Instant now) {
        return new Qualification(then, then == state ? since : now, taken);
    }

    /** Whether there is nobody who is known to answer. */
    boolean isAway() {
        return state == State.UNKNOWN || state == State.UNREACHABLE;
    }

    /** As {@code sip show peers} writes it: {@code OK (12 ms)}, {@code LAGGED (2100 ms)}, {@code UNREACHABLE}, {@code UNKNOWN}. */
    public String text() {
        return roundTrip
                .map(taken -> String.format(Locale.ROOT, "%s (%d ms)", state, taken.toMillis()))
                .orElse(state.name());
    }
}
