package io.carillon.local.system;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Tests on Carillons that their class starts for itself, with {@link Starts#another}, beside the suite's. A class names in
 * a {@code @ResourceLock} which of the two rows it stands in, so that never more than two such classes run at a time.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
// The longest come first.
@Order(1)
@interface OwnCarillon {
    /** Registrations and calls with providers. */
    String PROVIDERS = "a Carillon of their own, for tests with providers";

    /** All others. */
    String OTHERS = "a Carillon of their own, for other tests";
}
