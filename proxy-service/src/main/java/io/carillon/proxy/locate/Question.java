package io.carillon.proxy.locate;

import java.util.Locale;

/**
 * What is asked of DNS.
 *
 * @param name in lower case, without a dot at its end
 */
record Question(String name, RecordType type) {
    Question {
        String lower = name.toLowerCase(Locale.ROOT);
        name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** The record types of RFC 3263 by their names in DNS. */
    enum RecordType {
        A,
        AAAA,
        SRV,
        NAPTR
    }
}
