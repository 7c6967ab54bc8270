package io.carillon.protocol.media;

import io.carillon.protocol.sdp.Direction;
import java.util.List;

/** What a relay answers to one {@link MediaCommand}. */
public sealed interface MediaReply {

    /** It is done, and there is nothing to tell. */
    record Done() implements MediaReply {}

    /**
     * What {@link MediaCommand.AcceptOffer} or {@link MediaCommand.AcceptAnswer} understood.
     *
     * @param codecs Asterisk's names of the audio codecs in common, in order, without {@code telephone-event}
     * @param direction what the party does: {@code SENDONLY} or {@code INACTIVE} is hold
     */
    record Agreed(List<String> codecs, Direction direction) implements MediaReply {
        public Agreed {
            codecs = List.copyOf(codecs);
        }
    }

    /**
     * SDP to send on, as the command describes.
     *
     * @param codecs Asterisk's names of its audio codecs, in order, without {@code telephone-event}
     */
    record Description(String sdp, List<String> codecs) implements MediaReply {
        public Description {
            codecs = List.copyOf(codecs);
        }
    }

    /** Figures of the legs concerned. */
    record Figures(List<LegFigures> legs) implements MediaReply {
        public Figures {
            legs = List.copyOf(legs);
        }
    }

    /** Nothing was done. The commands after it in the same request were not tried. */
    record Refused(Reason reason, String detail) implements MediaReply {}

    /** Why a command was refused. */
    enum Reason {
        /** Both sides have codecs, but none of them the same and allowed: 488 at the phone. */
        NO_COMMON_CODEC,
        /** The SDP cannot be understood; the detail names the line: 400 or 488 at the phone. */
        BAD_SDP,
        /** Every RTP port is in use, at rest or kept by another loop: 503 at the phone. */
        NO_PORT,
        /** No such session here: it was released, reaped, or the relay was started anew. */
        UNKNOWN_SESSION,
        /** No such leg in the session. */
        UNKNOWN_LEG,
        /** The leg is not in a state for this: an answer without an offer, say. */
        WRONG_STATE,
        /** The frame cannot be understood; the detail names the field. A bug, or a newer version on the other side. */
        BAD_COMMAND,
        /** The relay is at one of its limits (sessions, legs a session) or is being stopped: 503 at the phone. */
        OVERLOADED
    }
}
