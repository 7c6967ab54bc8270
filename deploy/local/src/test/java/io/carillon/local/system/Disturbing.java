package io.carillon.local.system;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Tests that nobody could run beside on the same Carillon. They have the suite's second one, whose {@link Lab} they take in
 * their constructor, one test after the other.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@WholeSystem
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the suite's second Carillon")
// The longest come first.
@Order(1)
@interface Disturbing {
    /** What they do to others. */
    String value();
}
