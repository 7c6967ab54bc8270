package io.carillon.local.system;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Tests on the suite's one Carillon. They take a {@link Lab} in their constructor. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("system")
@ResourceLock(providers = LabLocks.class)
@ExtendWith({LabExtension.class, Turns.class})
// Waits have their own ends; this one is for what nobody foresaw.
@Timeout(180)
@interface WholeSystem {}
