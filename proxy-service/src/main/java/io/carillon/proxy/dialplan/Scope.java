package io.carillon.proxy.dialplan;

import java.util.Optional;

/** Where the names of a substitution get their values. */
interface Scope {
    Optional<String> variable(String name);

    /** {@code NAME(argument)}, the name in upper case. */
    Optional<String> function(String name, String argument);

    /** Something cannot be understood and counts as empty. */
    void complain(String text);
}
