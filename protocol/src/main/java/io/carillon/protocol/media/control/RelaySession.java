package io.carillon.protocol.media.control;

import io.carillon.protocol.datagram.CarriedThread;
import io.carillon.protocol.media.LegFigures;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.SessionId;
import java.util.List;
import java.util.Optional;

/** A session at a {@link Relay}. */
final class RelaySession implements MediaSession {
    /** A Call-ID may be as long as a datagram; this much of one tells it apart in a log. */
    private static final int LONGEST_CALL_ID = 200;

    private final Relay relay;
    private final SessionId id;
    private final Optional<String> callId;
    private final Runnable closed;

    /** @param callId the SIP Call-ID of the call, empty if there is none */
    RelaySession(Relay relay, SessionId id, String callId, Runnable closed) {
        this.relay = relay;
        this.id = id;
        this.callId = Optional.of(callId)
                .filter(text -> !text.isEmpty())
                .map(text -> text.substring(0, Math.min(text.length(), LONGEST_CALL_ID)));
        this.closed = closed;
    }

    @Override
    public SessionId id() {
        return id;
    }

    @Override
    public String relayAddress() {
        return relay.address().toString();
    }

    @Override
    public List<MediaReply> tell(List<MediaCommand> commands) {
        return CarriedThread.join(relay.tell(commands.stream().map(this::named).toList()));
    }

    /** Whichever command reaches the relay first makes the session there, so each that may make it names the call. */
    private MediaCommand named(MediaCommand command) {
        return command instanceof MediaCommand.Opening opening
                ? callId.<MediaCommand>map(opening::of).orElse(opening)
                : command;
    }

    @Override
    public List<LegFigures> release() {
        List<MediaReply> replies;
        try {
            replies = CarriedThread.join(relay.tellAtLeisure(List.of(new MediaCommand.Release(id))));
        } finally {
            closed.run();
        }
        return replies.getFirst() instanceof MediaReply.Figures(List<LegFigures> legs) ? legs : List.of();
    }
}
