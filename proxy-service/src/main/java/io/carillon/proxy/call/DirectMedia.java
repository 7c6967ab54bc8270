package io.carillon.proxy.call;

import io.carillon.protocol.media.LegId;
import io.carillon.protocol.media.MediaCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The two who talk send to each other, past the relay (sip.conf's {@code directmedia}): each is offered the other's address.
 * They come back with the next offer that is not of this kind. Used by the call's virtual thread; what asks the relay may wait
 * up to 600 ms.
 */
final class DirectMedia {
    /** Who may send to each other. */
    private static final int PAIR = 2;

    private final CallSession session;
    private final Bridge bridge;
    private boolean on;

    DirectMedia(CallSession session, Bridge bridge) {
        this.session = session;
        this.bridge = bridge;
    }

    boolean isOn() {
        return on;
    }

    /** What the two are offered; empty where it is not possible. */
    Optional<Map<LegId, String>> begin() {
        Map<LegId, String> offers = new LinkedHashMap<>();
        for (LegId leg : bridge.talking()) {
            if (session.describe(leg, List.of(offer(leg))) instanceof CallMedia.Outcome.Sdp(String sdp)) {
                offers.put(leg, sdp);
            }
        }
        on = offers.size() == PAIR;
        return Optional.of(offers).filter(_ -> on);
    }

    /** The other party's address, offered to this leg's. */
    MediaCommand offer(LegId leg) {
        return new MediaCommand.DirectOffer(
                session.id(), leg, bridge.otherSide(leg).orElseThrow());
    }

    /** The parties are to send to the relay again. */
    void end() {
        on = false;
    }
}
