package io.carillon.proxy.dialplan;

import io.carillon.config.extensions.ApplicationNames;
import java.util.Optional;

/** The applications that a plan may use. */
public interface Vocabulary extends ApplicationNames {

    /** The application of that name, in any case; empty for what is not here. */
    Optional<Application> application(String name);
}
