package io.carillon.registrar.location;

import io.carillon.registrar.registration.Outcome;
import java.time.Instant;

/** What became of a {@link BindingCommand}. */
public sealed interface Verdict {

    /**
     * Committed; or, for an outcome that changes nothing, known under the lock.
     *
     * @param outcome accepted, too brief, or rejected
     * @param at by the database's clock
     */
    record Committed(Outcome outcome, Instant at) implements Verdict {}

    /** The database refused this command's own data. Logged where it happened. */
    record Failed() implements Verdict {}

    /** The database could not be reached, or there is no room to wait. Whether anything was committed is unknown. */
    record Unavailable() implements Verdict {}
}
