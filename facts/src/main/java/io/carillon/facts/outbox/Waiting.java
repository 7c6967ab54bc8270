package io.carillon.facts.outbox;

/** A fact in the outbox: its row and what Kafka is to be told. */
record Waiting(long position, String id, String topic, String key, String event) {}
