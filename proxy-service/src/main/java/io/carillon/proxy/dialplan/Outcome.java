package io.carillon.proxy.dialplan;

import java.util.List;
import java.util.Optional;

/** Where the plan goes after an application. */
public sealed interface Outcome {
    Outcome NEXT = new Next();

    /** To the next priority. */
    record Next() implements Outcome {}

    /** To n+101 where there is such a priority and the plan uses them, else to the next one. */
    record Branch() implements Outcome {}

    /** Elsewhere. A target that the plan does not have leads to {@code i}, where there is one. */
    record Jump(Target target) implements Outcome {}

    /** To the next priority; where there is none, to {@code t}; without one the call is over. For waiting in vain. */
    record TimedOut() implements Outcome {}

    /** Into a subroutine, which comes back to the next priority. */
    record Gosub(Target target, List<String> arguments) implements Outcome {
        public Gosub {
            arguments = List.copyOf(arguments);
        }
    }

    /** Back from a subroutine, with a value for it if there is one. */
    record Return(Optional<String> value) implements Outcome {}

    /** Into {@code s} of {@code macro-NAME}, which comes back to the next priority when it is over. */
    record Macro(String name, List<String> arguments) implements Outcome {
        public Macro {
            arguments = List.copyOf(arguments);
        }
    }

    /** Back from a macro before its end. */
    record MacroExit() implements Outcome {}

    /** The call is over. */
    record Over(Ending ending) implements Outcome {}
}
