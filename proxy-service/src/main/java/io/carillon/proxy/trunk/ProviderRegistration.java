package io.carillon.proxy.trunk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * Our registration with a provider (RFC 3261 §10.2), where we are the user agent client.
 *
 * <pre>
 *                  Due (REGISTER)          Accepted
 *  Unregistered ─────────────────► Trying ───────────► Registered ──Due──► (REGISTER again, still Registered)
 *                                   │  ▲ Due after a while
 *                                   │  └──────────────────────┐
 *                                   ├─ Refused ──────► Rejected  (one minute, then twice as long each time)
 *                                   └─ Unavailable ──► Failed    (ten seconds, then twice as long each time)
 * </pre>
 *
 * A refresh that fails leaves it Registered until the provider's time is up. Pure: no I/O, no clock. Owned by the line on
 * the signalling loop.
 *
 * @param since when this state began
 * @param until how long the provider keeps the binding, as far as we know
 * @param asked the expiry that is asked for
 * @param failures in a row
 * @param answers how many challenges of this attempt have been answered
 * @param refusal the status of the last refusal
 */
public record ProviderRegistration(
        State state,
        Instant since,
        Optional<Instant> until,
        Duration asked,
        int failures,
        int answers,
        OptionalInt refusal) {

    /** A refusal is for a person to look at; asking often only gets us locked out. */
    static final Duration REFUSED_FIRST = Duration.ofMinutes(1);

    static final Duration REFUSED_MOST = Duration.ofHours(1);
    static final Duration UNAVAILABLE_FIRST = Duration.ofSeconds(10);
    static final Duration UNAVAILABLE_MOST = Duration.ofMinutes(10);

    /** A proxy's, the registrar's, and one whose nonce was stale. */
    private static final int MOST_ANSWERS = 3;

    /** Nobody grants more; a larger number is a mistake of the provider's. */
    private static final Duration MOST_EXPIRY = Duration.ofDays(7);

    /** The share of the granted time after which it is refreshed, at least and at most. */
    private static final double EARLIEST_REFRESH = 0.75;

    private static final double LATEST_REFRESH = 0.9;

    /** What the provider knows of us. */
    public enum State {
        UNREGISTERED,
        TRYING,
        REGISTERED,
        /** It refuses: 403, a challenge that our password does not meet, an address-of-record that it does not know. */
        REJECTED,
        /** It does not answer, is not found, or says 5xx. */
        FAILED
    }

    /** What happens to it. */
    public sealed interface Input {
        /** The time has come that {@link Action.Wake} asked for. */
        record Due() implements Input {}

        /** 2xx. */
        record Accepted(Duration granted) implements Input {}

        /**
         * 401 or 407.
         *
         * @param answerable whether it is of a kind that we know, and not the answer to what we said already
         */
        record Challenged(int status, boolean answerable) implements Input {}

        /** 423 with Min-Expires (§10.2.8). */
        record TooBrief(Duration minimum) implements Input {}

        /** Another final answer that says no. */
        record Refused(int status) implements Input {}

        /** 5xx, 408, no answer, no address. */
        record Unavailable(Optional<Duration> retryAfter) implements Input {}

        /** The line is no longer in sip.conf. */
        record Removed() implements Input {}
    }

    /** What is to be done. */
    public sealed interface Action {
        /** A REGISTER that asks for this expiry; zero takes the binding back. */
        record Register(Duration expiry) implements Action {}

        /** The last REGISTER again, with credentials. */
        record Answer() implements Action {}

        record Wake(Duration after) implements Action {}
    }

    /** What follows. */
    public record Step(ProviderRegistration next, List<Action> actions) {
        public Step {
            actions = List.copyOf(actions);
        }
    }

    static ProviderRegistration begin(Duration asked, Instant now) {
        return new ProviderRegistration(State.UNREGISTERED, now, Optional.empty(), asked, 0, 0, OptionalInt.empty());
    }

    /** @param random spreads the lines of one proxy, and the proxies that a provider's restart has thrown out */
    Step on(Input input, Instant now, RandomGenerator random) {
        return switch (input) {
            case Input.Due() -> new Step(answered(0).in(isBound(now) ? state : State.TRYING, now), register(asked));
            case Input.Challenged(int status, boolean answerable) ->
                answerable && answers < MOST_ANSWERS
                        ? new Step(answered(answers + 1), List.of(new Action.Answer()))
                        : refused(status, now, random);
            case Input.TooBrief(Duration minimum) ->
                state != State.UNREGISTERED
                                && answers < MOST_ANSWERS
                                && minimum.compareTo(asked) > 0
                                && minimum.compareTo(MOST_EXPIRY) <= 0
                        ? new Step(asking(minimum).answered(answers + 1), register(minimum))
                        : refused(423, now, random);
            case Input.Accepted(Duration granted) ->
                granted.isPositive() ? accepted(granted, now, random) : unavailable(Optional.empty(), now, random);
            case Input.Refused(int status) -> refused(status, now, random);
            case Input.Unavailable(Optional<Duration> retryAfter) -> unavailable(retryAfter, now, random);
            case Input.Removed() ->
                new Step(in(State.UNREGISTERED, now), state == State.REGISTERED ? register(Duration.ZERO) : List.of());
        };
    }

    private Step refused(int status, Instant now, RandomGenerator random) {
        ProviderRegistration next = new ProviderRegistration(
                State.REJECTED,
                since(State.REJECTED, now),
                Optional.empty(),
                asked,
                failures + 1,
                0,
                OptionalInt.of(status));
        return ended(next, next.pause(REFUSED_FIRST, REFUSED_MOST, random));
    }

    private Step unavailable(Optional<Duration> retryAfter, Instant now, RandomGenerator random) {
        State then = isBound(now) ? State.REGISTERED : State.FAILED;
        ProviderRegistration next =
                new ProviderRegistration(then, since(then, now), until, asked, failures + 1, 0, refusal);
        Duration pause = next.pause(UNAVAILABLE_FIRST, UNAVAILABLE_MOST, random);
        return ended(
                next,
                retryAfter
                        .map(wish -> atMost(wish, UNAVAILABLE_MOST))
                        .filter(wish -> wish.compareTo(pause) > 0)
                        .orElse(pause));
    }

    private Step accepted(Duration granted, Instant now, RandomGenerator random) {
        Duration kept = atMost(granted, MOST_EXPIRY);
        ProviderRegistration next = new ProviderRegistration(
                State.REGISTERED,
                since(State.REGISTERED, now),
                Optional.of(now.plus(kept)),
                asked,
                0,
                0,
                OptionalInt.empty());
        double share = EARLIEST_REFRESH + (LATEST_REFRESH - EARLIEST_REFRESH) * random.nextDouble();
        return ended(next, Duration.ofMillis((long) (kept.toMillis() * share)));
    }

    /** Of a line that is no longer wanted, what became of its farewell changes nothing. */
    private Step ended(ProviderRegistration next, Duration again) {
        return state == State.UNREGISTERED
                ? new Step(this, List.of())
                : new Step(next, List.of(new Action.Wake(again)));
    }

    private static List<Action> register(Duration expiry) {
        return List.of(new Action.Register(expiry));
    }

    /** Twice as long after each failure (RFC 5626 §4.5): half of it for sure, the rest by chance. */
    private Duration pause(Duration first, Duration most, RandomGenerator random) {
        long doubled = first.toMillis() << Math.min(failures - 1, 16);
        return Duration.ofMillis((long) (Math.min(doubled, most.toMillis()) * (0.5 + random.nextDouble() / 2)));
    }

    /** Whether the provider still has our binding. */
    public boolean isBound(Instant now) {
        return state == State.REGISTERED && until.filter(now::isBefore).isPresent();
    }

    private Instant since(State then, Instant now) {
        return then == state ? since : now;
    }

    private ProviderRegistration in(State then, Instant now) {
        return new ProviderRegistration(then, since(then, now), until, asked, failures, answers, refusal);
    }

    private ProviderRegistration answered(int number) {
        return new ProviderRegistration(state, since, until, asked, failures, number, refusal);
    }

    private ProviderRegistration asking(Duration expiry) {
        return new ProviderRegistration(state, since, until, expiry, failures, answers, refusal);
    }

    private static Duration atMost(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
