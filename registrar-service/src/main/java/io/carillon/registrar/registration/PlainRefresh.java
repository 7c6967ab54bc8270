package io.carillon.registrar.registration;

import java.time.Duration;
import java.time.Instant;

/**
 * A REGISTER that names one contact and keeps it bound.
 *
 * @param grant how long, after all bounds
 */
public record PlainRefresh(RegisterRequest request, RequestedContact contact, Duration grant) {

    /** The binding it makes or leaves behind. */
    public Binding of(int slot, Instant registered, Instant now) {
        return new Binding(
                slot,
                contact.uri(),
                contact.flow(),
                request.callId(),
                request.cseq(),
                request.path(),
                contact.q(),
                request.userAgent(),
                request.source(),
                registered,
                now,
                now.plus(grant));
    }
}
