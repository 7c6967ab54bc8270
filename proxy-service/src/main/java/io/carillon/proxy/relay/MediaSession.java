package io.carillon.proxy.relay;

import io.carillon.protocol.media.LegFigures;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.SessionId;
import java.util.List;

/**
 * One call's session at one relay. Used by the call's virtual thread, which waits for each answer (at most 500 ms).
 */
public final class MediaSession {
    private final Relay relay;
    private final SessionId id;
    private final Runnable closed;

    MediaSession(Relay relay, SessionId id, Runnable closed) {
        this.relay = relay;
        this.id = id;
        this.closed = closed;
    }

    public SessionId id() {
        return id;
    }

    /** Which relay holds it, for checkpoints and people. */
    public String relayAddress() {
        return relay.address().toString();
    }

    /** One reply for each command up to the first one refused; a relay that is away refuses the first. */
    public List<MediaReply> tell(MediaCommand... commands) {
        return relay.tell(List.of(commands)).join();
    }

    public List<MediaReply> tell(List<MediaCommand> commands) {
        return relay.tell(commands).join();
    }

    /** Ends the session and returns the final figures of its legs; none where the relay is gone with them. */
    public List<LegFigures> release() {
        List<MediaReply> replies = tell(new MediaCommand.Release(id));
        closed.run();
        return replies.getFirst() instanceof MediaReply.Figures(List<LegFigures> legs) ? legs : List.of();
    }
}
