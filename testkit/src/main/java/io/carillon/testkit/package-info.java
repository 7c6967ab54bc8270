/** Phones, clocks and networks for tests. */
package io.carillon.testkit;
