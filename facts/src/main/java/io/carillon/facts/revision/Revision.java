package io.carillon.facts.revision;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a configuration file said from a moment on.
 *
 * @param file the file, for example {@code sip.conf}
 * @param number counted from 1 for each file
 * @param sources the file and those it includes, path to text, in the order they were read, secrets taken out
 * @param sha256 digest of the sources, hexadecimal
 * @param committedBy the service instance that committed it
 */
public record Revision(
        String file, long number, Map<String, String> sources, String sha256, Instant committedAt, String committedBy) {
    public Revision {
        sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    }
}
