package io.carillon.proxy.dialplan;

import io.carillon.config.extensions.ApplicationNames;
import java.util.Optional;

/** The applications and functions that a plan may use. */
public interface Vocabulary extends ApplicationNames {

    /** The application of that name, in any case; empty for what is not here. */
    Optional<Application> application(String name);

    /** The function of that name, in upper case; empty for what is not here. */
    Optional<Function> function(String name);
}
