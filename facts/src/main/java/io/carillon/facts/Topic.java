package io.carillon.facts;

/**
 * The Kafka topics of Carillon and who speaks on them. Order is kept among the facts of one topic with one
 * {@linkplain Fact#key() key}; nothing is promised between keys.
 */
public enum Topic {
    /** Bindings and refused credentials; key: the address of record. */
    REGISTRATIONS("carillon.registrations", "/carillon/registrations"),
    /** Life of a call; key: Carillon's call id. */
    CALLS("carillon.calls", "/carillon/calls"),
    /** Quality, silence and digits of a call's legs; key: Carillon's call id. */
    MEDIA("carillon.media", "/carillon/media"),
    /** Messages of a mailbox; key: the mailbox as {@code number@context}. */
    VOICEMAIL("carillon.voicemail", "/carillon/voicemail"),
    /** Accounts and revisions of the configuration; key: the file. */
    CONFIGURATION("carillon.configuration", "/carillon/configuration");

    private final String topicName;
    private final String source;

    Topic(String topicName, String source) {
        this.topicName = topicName;
        this.source = source;
    }

    /** Returns the name of the Kafka topic. */
    public String topicName() {
        return topicName;
    }

    /**
     * Returns the CloudEvents {@code source}. It names the producer as a whole and no instance: a call that another
     * proxy ended keeps its identity ({@code source} and {@code id} together).
     */
    public String source() {
        return source;
    }
}
