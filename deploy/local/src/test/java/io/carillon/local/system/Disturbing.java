package io.carillon.local.system;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Order;

/** Tests that have the suite's Carillon for themselves, one after the other, while others go on with their own. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@WholeSystem
// When those that need not wait for each other are done.
@Order(Disturbing.LATE)
@interface Disturbing {
    int LATE = Integer.MAX_VALUE - 1;

    /** What others would notice. */
    String value();
}
