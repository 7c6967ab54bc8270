package io.carillon.proxy.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Provisional responses that the caller must acknowledge by PRACK (RFC 3262 §3), one after the other: the next one is sent
 * when the last one is acknowledged, and no 2xx as long as one with a session description is not. Pure: no I/O, no clock.
 * Owned by the caller's leg on the signalling loop.
 *
 * @param last the number of the newest one, RSeq
 * @param open the one that is not acknowledged, repeated until it is
 * @param waiting those that may not be sent yet, in order
 */
record ReliableProvisionals(long last, Optional<Open> open, List<Provisional> waiting) {
    /** What a plan may have said before its caller's phone acknowledges the first; beyond that it is not said. */
    private static final int MOST_WAITING = 8;

    ReliableProvisionals {
        waiting = List.copyOf(waiting);
    }

    record Provisional(int status, Optional<String> sdp) {}

    /** @param interval until it is sent again */
    record Open(Provisional response, Duration interval) {}

    sealed interface Input {
        record Send(Provisional response) implements Input {}

        /** A PRACK with this number came. */
        record Acknowledged(long number) implements Input {}

        record RetransmissionDue() implements Input {}
    }

    sealed interface Action {
        /** @param number for its RSeq */
        record Respond(long number, Provisional response) implements Action {}

        record Retransmit() implements Action {}

        record ScheduleRetransmission(Duration interval) implements Action {}

        /** How long the one just sent is waited for (§3: 64*T1). */
        record ExpectAcknowledgement(Duration within) implements Action {}

        record StopTimers() implements Action {}
    }

    /** @param before one below the first RSeq: 0 to 2^31 - 2 (§3) */
    static ReliableProvisionals after(long before) {
        return new ReliableProvisionals(before, Optional.empty(), List.of());
    }

    /** Whether a 2xx has to wait (§3, last paragraph but two). */
    boolean holdsSuccess() {
        return open.filter(unacknowledged -> unacknowledged.response().sdp().isPresent())
                .isPresent();
    }

    /** Whether a PRACK with this number has something to acknowledge. */
    boolean expects(long number) {
        return open.isPresent() && number == last;
    }

    static Step<ReliableProvisionals, Action> on(ReliableProvisionals state, Input input) {
        return switch (input) {
            case Input.Send(Provisional response) ->
                state.open().isEmpty() ? state.send(response, state.waiting()) : state.put(response);
            case Input.Acknowledged(long number) -> state.expects(number) ? state.acknowledged() : Step.to(state);
            case Input.RetransmissionDue() -> state.again();
        };
    }

    private Step<ReliableProvisionals, Action> put(Provisional response) {
        List<Provisional> longer = new ArrayList<>(waiting);
        if (longer.size() < MOST_WAITING) {
            longer.add(response);
        }
        return Step.to(new ReliableProvisionals(last, open, longer));
    }

    private Step<ReliableProvisionals, Action> send(Provisional response, List<Provisional> rest) {
        return Step.to(
                new ReliableProvisionals(last + 1, Optional.of(new Open(response, CallerLeg.T1)), rest),
                new Action.Respond(last + 1, response),
                new Action.ScheduleRetransmission(CallerLeg.T1),
                new Action.ExpectAcknowledgement(CallerLeg.ACKNOWLEDGEMENT_LIMIT));
    }

    private Step<ReliableProvisionals, Action> acknowledged() {
        if (waiting.isEmpty()) {
            return Step.to(new ReliableProvisionals(last, Optional.empty(), List.of()), new Action.StopTimers());
        }
        Step<ReliableProvisionals, Action> next = send(waiting.getFirst(), waiting.subList(1, waiting.size()));
        List<Action> actions = new ArrayList<>(List.of(new Action.StopTimers()));
        actions.addAll(next.actions());
        return new Step<>(next.state(), actions);
    }

    /** §3: after T1, then twice as long each time, and not capped at T2. */
    private Step<ReliableProvisionals, Action> again() {
        return open.map(unacknowledged -> {
                    Duration wait = unacknowledged.interval().multipliedBy(2);
                    return Step.<ReliableProvisionals, Action>to(
                            new ReliableProvisionals(
                                    last, Optional.of(new Open(unacknowledged.response(), wait)), waiting),
                            new Action.Retransmit(),
                            new Action.ScheduleRetransmission(wait));
                })
                .orElseGet(() -> Step.to(this));
    }
}
