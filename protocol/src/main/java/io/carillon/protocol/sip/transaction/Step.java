package io.carillon.protocol.sip.transaction;

import java.util.List;

/** What a machine answers to an input: the state it is in now, and what is to be done, in this order. */
record Step<S, A>(S next, List<A> actions) {
    @SafeVarargs
    @SuppressWarnings("varargs") // List.of copies the array and stores nothing in it.
    static <S, A> Step<S, A> to(S next, A... actions) {
        return new Step<>(next, List.of(actions));
    }

    /** The input changes nothing. */
    static <S, A> Step<S, A> stay(S state) {
        return new Step<>(state, List.of());
    }
}
