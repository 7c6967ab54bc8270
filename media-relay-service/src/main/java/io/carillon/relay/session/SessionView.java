package io.carillon.relay.session;

import io.carillon.protocol.media.LegFigures;
import java.util.List;
import java.util.Optional;

/**
 * A session as an administrator sees it.
 *
 * @param callId of the caller's leg, if whoever opened the session has told
 * @param legs what was measured on each so far
 */
public record SessionView(String id, Optional<String> callId, List<LegFigures> legs) {
    public SessionView {
        legs = List.copyOf(legs);
    }
}
