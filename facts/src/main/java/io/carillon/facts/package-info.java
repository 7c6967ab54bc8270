/**
 * What happened, told to the rest of the company: fact records, their encoding, the outbox and its publisher.
 *
 * <p>A service with a database names its schema ({@code carillon.schema=location}) and has the rest by depending on
 * this module: its schemas are migrated before it starts ({@link io.carillon.facts.schema}; scripts in
 * {@code db/migration/<schema>}, versions from 1; the outbox table is there already), its outbox is published
 * ({@link io.carillon.facts.outbox.OutboxPublisher}). Facts that become true with rows are written with
 * {@link io.carillon.facts.outbox.Outbox} in the same transaction, all others with
 * {@link io.carillon.facts.spool.FactWriter}. Files are followed with
 * {@link io.carillon.facts.revision.ConfigurationRevisions}. A service that reads views of another names them
 * ({@code carillon.views=location.v1_account,location.v1_binding}) and is not ready before they exist.
 *
 * <p>To add a fact: a record in the interface of its topic, its class in {@link io.carillon.facts.FactJson}, a schema in
 * {@code fact-schemas}, a message in {@code docs/asyncapi.yaml}, an example and its golden file in the tests; a test
 * names what is missing.
 */
package io.carillon.facts;
