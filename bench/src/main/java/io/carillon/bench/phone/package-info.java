/**
 * The bench's phones: as cheap as phones can be, so that on a small machine the servers have the processors. They answer
 * every call, and as callers do what an {@link io.carillon.bench.phone.Errand} tells them.
 */
package io.carillon.bench.phone;
