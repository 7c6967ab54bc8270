package io.carillon.facts;

import java.time.Instant;

/** Facts of {@code carillon.configuration}: what services obey from now on. Secrets are never told. */
public sealed interface ConfigurationFact extends Fact {

    /** Returns the file, for example {@code sip.conf}. */
    String file();

    @Override
    default Topic topic() {
        return Topic.CONFIGURATION;
    }

    @Override
    default String key() {
        return file();
    }

    /** What became of an account. */
    enum Change {
        CREATED,
        CHANGED,
        DELETED
    }

    /** Where an account comes from. */
    enum Origin {
        FILE,
        HTTP
    }

    /**
     * An account was created, changed or deleted.
     *
     * @param file the file accounts belong to, {@code sip.conf}, also for accounts made over HTTP: they share one order
     */
    record AccountChanged(String id, Instant time, String file, String account, Change change, Origin origin)
            implements ConfigurationFact {}

    /**
     * A new revision of a file is in force.
     *
     * @param revision its number, counted for each file from 1
     * @param sha256 the digest of its sources, hexadecimal
     * @param instance the service instance that committed it
     */
    record ConfigurationChanged(Instant time, String file, long revision, String sha256, String instance)
            implements ConfigurationFact {
        @Override
        public String id() {
            return file + ":" + revision + ":" + sha256.substring(0, Math.min(8, sha256.length()));
        }
    }
}
