package io.carillon.protocol.media.control;

import io.carillon.protocol.media.LegFigures;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.SessionId;
import java.util.List;

/**
 * One call's session at one relay. Used by the call's virtual thread, which waits for each answer (at most 600 ms).
 */
public interface MediaSession {
    SessionId id();

    /** Which relay holds it, for checkpoints and people. */
    String relayAddress();

    /** One reply for each command up to the first one refused; a relay that is away refuses the first. */
    List<MediaReply> tell(List<MediaCommand> commands);

    /** The same. */
    default List<MediaReply> tell(MediaCommand... commands) {
        return tell(List.of(commands));
    }

    /** Ends the session and returns the final figures of its legs; none where the relay is gone with them. */
    List<LegFigures> release();
}
