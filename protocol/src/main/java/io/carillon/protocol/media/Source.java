package io.carillon.protocol.media;

/** What a leg hears: exactly one source at a time. */
public sealed interface Source {

    /** What the party of another leg of the same session says. */
    record FromLeg(LegId leg) implements Source {}

    /** Nothing: no packet is sent to the leg's party. */
    record Silence() implements Source {}

    /** What the leg's own party says. */
    record Echo() implements Source {}
}
