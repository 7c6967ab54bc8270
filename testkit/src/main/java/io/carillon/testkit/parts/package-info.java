/** The real parts tests run against: one PostgreSQL and one Kafka a JVM, or one of one's own that may be stopped. */
package io.carillon.testkit.parts;
