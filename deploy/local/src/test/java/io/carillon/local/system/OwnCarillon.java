package io.carillon.local.system;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Order;

/**
 * Tests on a Carillon that their class starts for itself, with {@link Starts#carillon}, beside the tests on the suite's
 * Carillon: one such class after the other, in three rows.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@WholeSystem
// The longest rows begin first.
@Order(1)
@interface OwnCarillon {
    /** Of the rows, which are to take as long as each other. */
    Row value();

    /** Further Carillons at a time: as much as two cores bear without starving the timers of all, for one hardly works. */
    enum Row {
        /** Those that mostly work. */
        BUSY,
        /** Those that mostly wait: until somebody is given up, comes back or may try again. */
        PATIENT,
        /** Those in which a part is away for a minute or two. */
        AWAY
    }
}
