package io.carillon.registrar.registration;

import io.carillon.facts.RegistrationFact.Removal;
import java.util.Optional;

/** What became of one binding. */
public sealed interface Change {

    /** A contact that was not bound before. */
    record Added(Binding binding) implements Change {}

    /** The binding stands, with a new end and perhaps a new path or source. */
    record Refreshed(Binding binding) implements Change {}

    /**
     * Taken away before its time.
     *
     * @param callId of the REGISTER that did it, if one did
     */
    record Removed(Binding binding, Removal reason, Optional<String> callId) implements Change {}

    /** Its time was over. */
    record Expired(Binding binding) implements Change {}
}
