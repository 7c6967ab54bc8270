package io.carillon.bench.measure;

/** What our cost is held against in the bench: a ratio to a peer that does the same work. */
public sealed interface Bar {

    /** As a person reads it: {@code "bar, at most 1.0 × Kamailio"}. */
    String what();

    /** The greatest ratio of our cost to theirs. */
    double most();

    /** @param theirs the contender in the same table */
    record Beside(String what, String theirs, double most) implements Bar {}

    /** @param micros what a unit cost on another machine: no more than a hint */
    record Elsewhere(String what, double micros, double most) implements Bar {}
}
