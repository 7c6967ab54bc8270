package io.carillon.relay.session;

import io.carillon.protocol.media.LegId;
import io.carillon.protocol.media.MediaEvent;
import java.util.HashMap;
import java.util.Map;

/**
 * How what was played to each leg last has ended, and what was recorded of it last: plans and menus wait for these two, and
 * the connection that was to tell them may have broken unnoticed. Who speaks for the session next is told again; both have
 * names of their own, so that whoever has heard it knows.
 *
 * <p>Owner: the session's loop.
 */
final class LastWords {
    private final Map<LegId, MediaEvent> played = new HashMap<>();
    private final Map<LegId, MediaEvent> recorded = new HashMap<>();

    void played(MediaEvent.Played end) {
        played.put(end.leg(), end);
    }

    void recorded(MediaEvent.Recorded end) {
        recorded.put(end.leg(), end);
    }

    /** Nobody waits for anything of this leg any more. */
    void forget(LegId leg) {
        played.remove(leg);
        recorded.remove(leg);
    }

    void tellAgain(EventSink controller) {
        played.values().forEach(controller::tell);
        recorded.values().forEach(controller::tell);
    }
}
