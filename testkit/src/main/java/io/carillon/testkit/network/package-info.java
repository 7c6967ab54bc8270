/** Time and networks that a test holds in its hand: a manual clock, a network in memory, a bad wire for real processes. */
package io.carillon.testkit.network;
