package io.carillon.proxy.call;

import java.util.List;

/** What one input did to a machine: its next state, and what the edge must now do, in order. */
record Step<S, A>(S state, List<A> actions) {
    Step {
        actions = List.copyOf(actions);
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is copied at once
    static <S, A> Step<S, A> to(S state, A... actions) {
        return new Step<>(state, List.of(actions));
    }
}
