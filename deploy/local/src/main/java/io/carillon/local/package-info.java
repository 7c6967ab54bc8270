/** Carillon on one machine: the launcher's engine. */
package io.carillon.local;
