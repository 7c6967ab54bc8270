package io.carillon.proxy.locate;

import java.net.InetAddress;

/** What DNS knows of a name, as much of it as RFC 3263 needs. */
sealed interface ResourceRecord {

    /** A or AAAA. */
    record Address(InetAddress address) implements ResourceRecord {}

    /**
     * SRV (RFC 2782).
     *
     * @param target empty for ".": the service is decidedly not there
     */
    record Service(int priority, int weight, int port, String target) implements ResourceRecord {}

    /** NAPTR (RFC 3403 §4), of which only those without a regular expression are of use (RFC 3263 §4.1). */
    record Pointer(int order, int preference, String flags, String service, String replacement)
            implements ResourceRecord {}
}
