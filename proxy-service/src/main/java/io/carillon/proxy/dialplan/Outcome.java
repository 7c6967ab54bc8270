package io.carillon.proxy.dialplan;

/** Where the plan goes after an application. */
public sealed interface Outcome {
    Outcome NEXT = new Next();

    /** To the next priority. */
    record Next() implements Outcome {}

    /** To n+101 where there is such a priority and the plan uses them, else to the next one. */
    record Branch() implements Outcome {}

    /** Elsewhere. */
    record Jump(Target target) implements Outcome {}

    /** The call is over. */
    record Over(Ending ending) implements Outcome {}
}
