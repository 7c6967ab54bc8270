package io.carillon.facts;

import java.time.Instant;

/**
 * Something that has become true, told to the rest of the company as a CloudEvents 1.0 event (JSON, structured mode).
 * A fact is written in the transaction that makes it true and reaches Kafka at least once, always under the same
 * {@link #id()}: a consumer that drops known ids sees each fact once.
 *
 * <p>The JSON of each fact is described by {@code fact-schemas/<Name>.json} in this module and by
 * {@code docs/asyncapi.yaml}. Fields are only ever added.
 */
public sealed interface Fact permits RegistrationFact, CallFact, MediaFact, VoicemailFact, ConfigurationFact {

    /** Returns the id of the event, unique within the topic's source and stable over every repetition. */
    String id();

    /** Returns when the fact became true. */
    Instant time();

    /** Returns the topic the fact is told on. */
    Topic topic();

    /** Returns the key among whose facts order is kept; also the CloudEvents {@code subject}. */
    String key();

    /** Returns the name of the fact without prefix, for example {@code CallEnded}. */
    default String name() {
        return getClass().getSimpleName();
    }
}
