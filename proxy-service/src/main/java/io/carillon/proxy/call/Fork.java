package io.carillon.proxy.call;

import io.carillon.protocol.media.LegId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One Dial: an INVITE to each contact of each target at once; the first 2xx wins, the rest are cancelled, and where
 * nobody answers the best response is chosen (RFC 3261 §16.7). Pure: no I/O, no clock. Owned by the call on the
 * signalling loop.
 *
 * @param time what the plan gives to this Dial; empty where Timer C limits it
 */
record Fork(Map<LegId, Branch> branches, Optional<Duration> time, Optional<Outcome> outcome) {
    /**
     * RFC 3261 §16.6 step 11: where the plan gives no time, a Dial whose phones have said nothing for so long is given up;
     * 101 to 199 begin it anew (§16.7 step 2).
     */
    static final Duration TIMER_C = Duration.ofMinutes(3);

    Fork {
        branches = Collections.unmodifiableMap(new LinkedHashMap<>(branches));
    }

    /**
     * Begins with every leg open.
     *
     * @param callees every leg with the callee it belongs to
     * @param time what the plan gives to this Dial; Timer C limits it where that is nothing
     */
    static Step<Fork, Action> begin(Map<LegId, String> callees, Optional<Duration> time) {
        Map<LegId, Branch> branches = new LinkedHashMap<>();
        callees.forEach((leg, callee) -> branches.put(leg, new Branch.Open(callee)));
        return Step.to(new Fork(branches, time, Optional.empty()), new Action.Limit(time.orElse(TIMER_C)));
    }

    sealed interface Branch {
        String callee();

        record Open(String callee) implements Branch {}

        record Failed(String callee, int status) implements Branch {}
    }

    sealed interface Outcome {
        record Answered(LegId leg) implements Outcome {}

        /** Every branch failed; `status` is the best of their responses. */
        record Failed(int status) implements Outcome {}

        /** A 3xx asks for another extension of ours. */
        record Forwarded(String extension) implements Outcome {}

        record TimedOut() implements Outcome {}

        record CallerLeft() implements Outcome {}
    }

    sealed interface Input {
        record Answered(LegId leg) implements Input {}

        /** 101 to 199. */
        record Provisional(LegId leg) implements Input {}

        record Failed(LegId leg, int status) implements Input {}

        record Forwarded(LegId leg, String extension) implements Input {}

        /** The time the plan gave to this Dial is over, or Timer C has fired. */
        record TimeUp() implements Input {}

        record CallerLeft() implements Input {}
    }

    sealed interface Action {
        record Abandon(LegId leg, boolean completedElsewhere) implements Action {}

        record Tell(Outcome outcome) implements Action {}

        /** The Dial's time is up after this, counted from now; it replaces the limit before. */
        record Limit(Duration time) implements Action {}
    }

    static Step<Fork, Action> on(Fork state, Input input) {
        if (state.outcome().isPresent()) {
            return Step.to(state);
        }
        return switch (input) {
            case Input.Answered(LegId leg) -> state.decide(new Outcome.Answered(leg), Optional.of(leg), true);
            case Input.Forwarded(LegId leg, String extension) ->
                state.decide(new Outcome.Forwarded(extension), Optional.of(leg), false);
            case Input.Provisional _ ->
                state.time().isPresent() ? Step.to(state) : Step.to(state, new Action.Limit(TIMER_C));
            case Input.TimeUp() -> state.decide(new Outcome.TimedOut(), Optional.empty(), false);
            case Input.CallerLeft() -> state.decide(new Outcome.CallerLeft(), Optional.empty(), false);
            case Input.Failed(LegId leg, int status) -> state.failed(leg, status);
        };
    }

    private Step<Fork, Action> failed(LegId leg, int status) {
        Branch branch = branches.get(leg);
        if (branch == null) {
            return Step.to(this);
        }
        Map<LegId, Branch> next = new LinkedHashMap<>(branches);
        List<Action> actions = new ArrayList<>();
        next.put(leg, new Branch.Failed(branch.callee(), shown(status)));
        if (status >= 600) {
            // A 6xx speaks for every phone of this callee (RFC 3261 §16.7 step 5), not for the others of the Dial.
            branches.forEach((other, sibling) -> {
                if (sibling instanceof Branch.Open(String callee)
                        && callee.equals(branch.callee())
                        && !other.equals(leg)) {
                    next.put(other, new Branch.Failed(callee, status));
                    actions.add(new Action.Abandon(other, false));
                }
            });
        }
        Fork fork = new Fork(next, time, Optional.empty());
        if (next.values().stream().anyMatch(Branch.Open.class::isInstance)) {
            return new Step<>(fork, actions);
        }
        Step<Fork, Action> decided = fork.decide(new Outcome.Failed(fork.bestStatus()), Optional.empty(), false);
        actions.addAll(decided.actions());
        return new Step<>(decided.state(), actions);
    }

    private Step<Fork, Action> decide(Outcome outcome, Optional<LegId> spared, boolean completedElsewhere) {
        List<Action> actions = new ArrayList<>();
        branches.forEach((leg, branch) -> {
            if (branch instanceof Branch.Open && !spared.equals(Optional.of(leg))) {
                actions.add(new Action.Abandon(leg, completedElsewhere));
            }
        });
        actions.add(new Action.Tell(outcome));
        return new Step<>(new Fork(branches, time, Optional.of(outcome)), actions);
    }

    /** 6xx first; busy before all else, as a caller would want to know it; then the lowest class and status. */
    private int bestStatus() {
        return branches.values().stream()
                .filter(Branch.Failed.class::isInstance)
                .map(branch -> ((Branch.Failed) branch).status())
                .min((one, other) -> Integer.compare(rank(one), rank(other)))
                .orElse(480);
    }

    /** What a callee has against a request of ours is nothing to the caller (RFC 3261 §16.7 step 6). */
    private static int shown(int status) {
        return switch (status) {
            case 401, 407, 420, 421, 422, 423, 481, 491, 494 -> 500;
            default -> status;
        };
    }

    private static int rank(int status) {
        if (status >= 600) {
            return status - 600;
        }
        return status == 486 ? 100 : status;
    }
}
