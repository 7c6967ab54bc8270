package io.carillon.registrar.registration;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a REGISTER asks for, after authentication.
 *
 * @param cseq the number of CSeq
 * @param wildcard {@code Contact: *} stands among the contacts
 * @param contacts the others; none and no wildcard is a query
 * @param expires the Expires header
 * @param path the values of Path, nearest to us first
 */
public record RegisterRequest(
        String callId,
        long cseq,
        boolean wildcard,
        List<RequestedContact> contacts,
        Optional<Duration> expires,
        List<String> path,
        Optional<String> userAgent,
        Source source) {

    public RegisterRequest {
        contacts = List.copyOf(contacts);
        path = List.copyOf(path);
    }
}
