package io.carillon.local.system;

import static org.junit.platform.commons.support.AnnotationSupport.isAnnotated;

import java.util.Set;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/** Which classes of whole-system tests run beside which: on the suite's Carillon many, or one that disturbs the others. */
final class LabLocks implements ResourceLocksProvider {
    /** The Carillon that serves the suite. */
    static final String LAB = "the lab";

    /** One further Carillon at a time is as much as two cores bear without starving the timers of both. */
    private static final String OWN = "a Carillon of their own";

    @Override
    public Set<Lock> provideForClass(Class<?> testClass) {
        if (isAnnotated(testClass, OwnCarillon.class)) {
            return Set.of(new Lock(OWN));
        }
        boolean disturbing = isAnnotated(testClass, Disturbing.class);
        return Set.of(new Lock(LAB, disturbing ? ResourceAccessMode.READ_WRITE : ResourceAccessMode.READ));
    }
}
