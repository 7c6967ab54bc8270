package io.carillon.proxy.dialplan;

import java.util.Optional;

/** Where the names of a substitution get their values. Values are in the plan's quoting (see {@link Quoting}). */
public interface Scope {
    Optional<String> variable(String name);

    /** {@code NAME(argument)}, the name in upper case; empty when there is no such function. */
    Optional<String> function(String name, String argument);

    /** Something cannot be understood; what it counts as is up to whoever met it. */
    void complain(String text);

    /** The call, unless the globals of a plan are being read. */
    default Optional<Run> run() {
        return Optional.empty();
    }
}
