/** Facts on their way to Kafka: a table in each schema, written in the caller's transaction, emptied by one publisher. */
package io.carillon.facts.outbox;
