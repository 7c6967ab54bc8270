package io.carillon.registrar.registration;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One place where an address-of-record can be reached until it expires (RFC 3261 §10.3).
 *
 * @param slot the binding's number within its address-of-record, from 0: the smallest that was free
 * @param flow instance and reg-id, if the phone gave both (RFC 5626)
 * @param callId Call-ID of the REGISTER that made or last refreshed it
 * @param cseq CSeq number of that REGISTER
 * @param path the Path URIs, nearest to us first (RFC 3327)
 * @param q preference among contacts, in thousandths
 * @param registered when it was made
 * @param refreshed when it was made or last refreshed
 * @param expires from this moment on it does not exist
 */
public record Binding(
        int slot,
        ContactUri contact,
        Optional<FlowId> flow,
        String callId,
        long cseq,
        List<String> path,
        OptionalInt q,
        Optional<String> userAgent,
        Source source,
        Instant registered,
        Instant refreshed,
        Instant expires) {

    public Binding {
        path = List.copyOf(path);
    }

    /** Whether it has run out. */
    public boolean isExpired(Instant now) {
        return !expires.isAfter(now);
    }
}
