package io.carillon.local.system;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;
import static org.junit.platform.commons.support.AnnotationSupport.isAnnotated;

import java.util.Set;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/** Which classes of whole-system tests run beside which: on the suite's Carillon many, or one that disturbs the others. */
final class LabLocks implements ResourceLocksProvider {
    /** The Carillon that serves the suite. */
    static final String LAB = "the lab";

    /** Classes whose tests want nothing to change beside them but calls of other phones. */
    private static final String ALONE = "one after the other";

    /** One further Carillon at a time is as much as two cores bear without starving the timers of both. */
    private static final String OWN = "a Carillon of their own";

    @Override
    public Set<Lock> provideForClass(Class<?> testClass) {
        if (isAnnotated(testClass, OwnCarillon.class)) {
            return Set.of(new Lock(OWN));
        }
        if (isAnnotated(testClass, Disturbing.class)) {
            return Set.of(new Lock(ALONE), new Lock(LAB));
        }
        Lock lab = new Lock(LAB, ResourceAccessMode.READ);
        return isConcurrent(testClass) ? Set.of(lab) : Set.of(lab, new Lock(ALONE));
    }

    private static boolean isConcurrent(Class<?> testClass) {
        return findAnnotation(testClass, Execution.class)
                .filter(execution -> execution.value() == ExecutionMode.CONCURRENT)
                .isPresent();
    }
}
