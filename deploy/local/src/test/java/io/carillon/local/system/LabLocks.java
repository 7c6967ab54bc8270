package io.carillon.local.system;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;
import static org.junit.platform.commons.support.AnnotationSupport.findRepeatableAnnotations;
import static org.junit.platform.commons.support.AnnotationSupport.isAnnotated;

import io.carillon.local.system.OwnCarillon.Row;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/** Which classes of whole-system tests run beside which: on the suite's Carillon many, or one that disturbs the others. */
final class LabLocks implements ResourceLocksProvider {
    /** The Carillon that serves the suite. */
    static final String LAB = "the lab";

    private static final String OF_THEIR_OWN = "a Carillon of their own, ";

    /** For those that bear a Carillon beside them, but not a busy one. */
    static final String BUSY = OF_THEIR_OWN + "BUSY";

    /** Classes whose tests want nothing to change beside them but calls of other phones. */
    private static final String ALONE = "one after the other";

    @Override
    public Set<Lock> provideForClass(Class<?> testClass) {
        Optional<OwnCarillon> own = findAnnotation(testClass, OwnCarillon.class);
        if (own.isPresent()) {
            return Set.of(new Lock(keyOf(own.get().value())));
        }
        if (isAnnotated(testClass, Disturbing.class)) {
            return Set.of(new Lock(ALONE), new Lock(LAB));
        }
        Set<Lock> locks = new HashSet<>(Set.of(new Lock(LAB, ResourceAccessMode.READ)));
        if (!isConcurrent(testClass)) {
            locks.add(new Lock(ALONE));
        }
        if (withRealPhones(testClass)) {
            for (Row row : Row.values()) {
                locks.add(new Lock(keyOf(row), ResourceAccessMode.READ));
            }
        }
        return locks;
    }

    private static String keyOf(Row row) {
        return OF_THEIR_OWN + row;
    }

    /** Phones of other makers lose sound while a Carillon starts, which takes both cores for some seconds. */
    private static boolean withRealPhones(Class<?> testClass) {
        return findRepeatableAnnotations(testClass, Tag.class).stream()
                .anyMatch(tag -> tag.value().equals("real-phones"));
    }

    static boolean isConcurrent(Class<?> testClass) {
        return findAnnotation(testClass, Execution.class)
                .filter(execution -> execution.value() == ExecutionMode.CONCURRENT)
                .isPresent();
    }
}
