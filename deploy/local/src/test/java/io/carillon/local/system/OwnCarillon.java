package io.carillon.local.system;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Order;

/**
 * Tests on a Carillon that their class starts for itself, with {@link Starts#another}: one such class after the other,
 * beside the tests on the suite's Carillon.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@WholeSystem
// The longest row begins first.
@Order(1)
@interface OwnCarillon {}
