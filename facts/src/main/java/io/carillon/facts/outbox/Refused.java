package io.carillon.facts.outbox;

/** A fact that Kafka will never take, and what it said. */
record Refused(Waiting fact, String error) {}
