package io.carillon.proxy.call;

import io.carillon.protocol.media.LegFigures;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.SessionId;
import io.carillon.protocol.media.control.MediaRelays;
import io.carillon.protocol.media.control.MediaSession;
import io.carillon.protocol.media.control.SessionListener;
import io.carillon.protocol.sdp.Direction;
import io.carillon.proxy.call.CallMedia.Outcome;
import io.carillon.proxy.call.CallMedia.Refusal;
import io.carillon.proxy.checkpoint.Checkpoint.MediaPlace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A call's session on a relay, opened when it is first needed, and what the relay has replied: the codecs of each leg, the
 * figures of those that have left. Used by the call's virtual thread; each method may wait up to 600 ms.
 */
final class CallSession {
    private final MediaRelays relays;
    private final SessionId id;
    private final String sipCallId;
    private final SessionListener listener;
    private final Map<LegId, List<String>> codecs = new HashMap<>();
    private final Map<LegId, Direction> directions = new HashMap<>();
    private final List<LegFigures> left = new ArrayList<>();
    /** Whose offers the relay has taken. */
    private final Set<LegId> offers = new HashSet<>();

    private @Nullable MediaSession session;

    /** @param listener of the session */
    CallSession(MediaRelays relays, SessionId id, String sipCallId, SessionListener listener) {
        this.relays = relays;
        this.id = id;
        this.sipCallId = sipCallId;
        this.listener = listener;
    }

    SessionId id() {
        return id;
    }

    /** Opens it where it is not yet; why it cannot be. */
    Optional<Refusal> open() {
        if (session == null) {
            session = relays.open(id, sipCallId, listener).orElse(null);
        }
        return session == null ? Optional.of(new Refusal(503, "no media relay is connected")) : Optional.empty();
    }

    /**
     * Where it is, once it is open.
     *
     * @param direct whether those who talk send past it
     */
    Optional<MediaPlace> place(boolean direct) {
        return Optional.ofNullable(session).map(open -> new MediaPlace(open.relayAddress(), id.value(), direct));
    }

    /** The codecs last agreed on or offered with the leg, in order. */
    List<String> codecs(LegId leg) {
        return codecs.getOrDefault(leg, List.of());
    }

    /** What the leg's party last said of its direction. */
    Optional<Direction> direction(LegId leg) {
        return Optional.ofNullable(directions.get(leg));
    }

    boolean hasOfferOf(LegId leg) {
        return offers.contains(leg);
    }

    /** Gives back the ports of legs that nobody has talked on; they leave no figures. */
    void drop(List<LegId> legs) {
        legs.forEach(codecs::remove);
        legs.forEach(directions::remove);
        MediaSession open = session;
        if (open != null && !legs.isEmpty()) {
            open.tell(legs.stream()
                    .<MediaCommand>map(leg -> new MediaCommand.ReleaseLeg(id, leg))
                    .toList());
        }
    }

    /** Tells the relay what needs no answer, where there is a session. */
    void tell(MediaCommand command) {
        MediaSession open = session;
        if (open != null) {
            note(open.tell(List.of(command)));
        }
    }

    /** Tells the relay; the last description among the replies is the result, and its codecs are the leg's. */
    Outcome describe(LegId leg, List<MediaCommand> commands) {
        MediaSession open = session;
        if (open == null) {
            return new Outcome.Refused(new Refusal(500, "the call has no media session"));
        }
        String sdp = "";
        List<MediaReply> replies = open.tell(commands);
        note(replies);
        for (int i = 0; i < replies.size(); i++) {
            switch (replies.get(i)) {
                case MediaReply.Refused refused -> {
                    return new Outcome.Refused(refusal(refused));
                }
                case MediaReply.Description(String text, List<String> agreed) -> {
                    sdp = text;
                    codecs.put(leg, agreed);
                }
                case MediaReply.Agreed agreed -> {
                    if (commands.get(i) instanceof MediaCommand.AcceptOffer taken) {
                        offers.add(taken.leg());
                        note(taken.leg(), agreed);
                    } else if (commands.get(i) instanceof MediaCommand.AcceptAnswer given) {
                        note(given.leg(), agreed);
                    }
                }
                case MediaReply.Done(), MediaReply.Figures _ -> {}
            }
        }
        return new Outcome.Sdp(sdp);
    }

    private void note(LegId leg, MediaReply.Agreed agreed) {
        codecs.put(leg, agreed.codecs());
        directions.put(leg, agreed.direction());
    }

    private void note(List<MediaReply> replies) {
        for (MediaReply reply : replies) {
            if (reply instanceof MediaReply.Figures figures) {
                left.addAll(figures.legs());
            }
        }
    }

    private static Refusal refusal(MediaReply.Refused refused) {
        int status = switch (refused.reason()) {
            case NO_COMMON_CODEC, BAD_SDP -> 488;
            case NO_PORT, OVERLOADED, UNKNOWN_SESSION -> 503;
            case UNKNOWN_LEG, WRONG_STATE, BAD_COMMAND -> 500;
        };
        return new Refusal(status, refused.detail());
    }

    /** Ends it, if it was opened, and returns the final figures. */
    List<LegFigures> release() {
        MediaSession open = session;
        List<LegFigures> last = open == null ? List.of() : open.release();
        return last.isEmpty()
                ? last
                : Stream.concat(left.stream(), last.stream()).toList();
    }
}
