/**
 * Tests of the whole system: one Carillon with its real parts, phones of the test kit and of other makers. Each test takes
 * accounts of its own, so that tests run side by side; {@link io.carillon.local.system.LabLocks} says which do not.
 */
package io.carillon.local.system;
