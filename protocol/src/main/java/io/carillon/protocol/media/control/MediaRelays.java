package io.carillon.protocol.media.control;

import io.carillon.protocol.media.SessionId;
import java.util.Optional;

/** Where a call gets its media session. May be used on any thread. */
@FunctionalInterface
public interface MediaRelays {
    /**
     * A session at a relay that is there; empty when none is.
     *
     * @param callId the SIP Call-ID that the relay's log lines about it will carry
     */
    Optional<MediaSession> open(SessionId id, String callId, SessionListener listener);
}
