package io.carillon.registrar.registration;

import java.time.Duration;
import java.util.List;

/** The answer to a REGISTER. */
public sealed interface Outcome {

    /**
     * 200: all bindings as they now are, and how they came to be so.
     *
     * @param bindings by slot; none of them expired
     */
    record Accepted(List<Binding> bindings, List<Change> changes) implements Outcome {
        public Accepted {
            bindings = List.copyOf(bindings);
            changes = List.copyOf(changes);
        }
    }

    /** 423 with Min-Expires (RFC 3261 §21.4.17). Nothing changed. */
    record IntervalTooBrief(Duration minimum) implements Outcome {}

    /** Refused as a whole; nothing changed. */
    record Rejected(int status, String reason) implements Outcome {}
}
