/** Recordings: how much of what is said arrives where it is kept, how soon, and what it costs. */
package io.carillon.bench.recording;
