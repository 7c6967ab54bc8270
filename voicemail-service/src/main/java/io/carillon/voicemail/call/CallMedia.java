package io.carillon.voicemail.call;

import io.carillon.protocol.media.Gain;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.RecordingId;
import io.carillon.protocol.media.RecordingLimits;
import io.carillon.protocol.media.SessionId;
import io.carillon.protocol.media.Source;
import io.carillon.protocol.media.control.MediaSession;
import java.util.List;
import java.util.Optional;

/** One call's session with its one leg. Any thread; each method may wait up to 600 ms. */
final class CallMedia implements LegMedia, AutoCloseable {
    private static final LegId CALLER = new LegId("caller");

    /** What the relay can both play and record. */
    private static final List<String> CODECS = List.of("ulaw", "alaw", "gsm");

    private final MediaSession media;
    private final SessionId id;
    private final Gain gain;

    /** SDP for the caller, or why there is none. */
    sealed interface Outcome {
        record Sdp(String text) implements Outcome {}

        record Refused(int status, String why) implements Outcome {}
    }

    /** @param gain of whatever is recorded */
    CallMedia(MediaSession media, Gain gain) {
        this.media = media;
        this.gain = gain;
        this.id = media.id();
    }

    /**
     * Our answer to the caller's offer, or an offer to a caller who made none (RFC 3261 §13.2.1). Its sound comes from a relay,
     * which is elsewhere than its signalling and behind no NAT: what its SDP says holds.
     */
    Outcome describe(Optional<String> offer) {
        return offer.map(sdp -> describe(
                        new MediaCommand.AcceptOffer(id, CALLER, sdp, CODECS, false, Optional.empty()),
                        new MediaCommand.CreateAnswer(id, CALLER, Optional.empty())))
                .orElseGet(() -> describe(
                        new MediaCommand.CreateOffer(id, CALLER, Optional.empty(), CODECS, false, Optional.empty())));
    }

    /** The caller has answered our offer. */
    Optional<String> answered(String sdp) {
        return refusal(media.tell(new MediaCommand.AcceptAnswer(id, CALLER, sdp)));
    }

    private Outcome describe(MediaCommand... commands) {
        List<MediaReply> replies = media.tell(commands);
        return switch (replies.getLast()) {
            case MediaReply.Description(String sdp, List<String> _) -> new Outcome.Sdp(sdp);
            case MediaReply.Refused refused -> new Outcome.Refused(status(refused.reason()), refused.detail());
            case MediaReply.Done(), MediaReply.Agreed _, MediaReply.Figures _ ->
                new Outcome.Refused(500, "the relay describes nothing");
        };
    }

    private static int status(MediaReply.Reason reason) {
        return switch (reason) {
            case NO_COMMON_CODEC, BAD_SDP -> 488;
            case NO_PORT, OVERLOADED, UNKNOWN_SESSION -> 503;
            case UNKNOWN_LEG, WRONG_STATE, BAD_COMMAND -> 500;
        };
    }

    @Override
    public Optional<String> hear(Source source) {
        return refusal(media.tell(new MediaCommand.Hear(id, CALLER, source)));
    }

    @Override
    public Optional<String> record(RecordingId recording, String url, RecordingLimits limits, String endedBy) {
        return refusal(media.tell(new MediaCommand.Record(id, CALLER, recording, url, limits, endedBy, gain)));
    }

    @Override
    public void stopRecording() {
        // Whether or not it is heard, the recording ends: with its session, or with its lease.
        media.tell(new MediaCommand.StopRecording(id, CALLER));
    }

    @Override
    public boolean isThere() {
        return refusal(media.tell(new MediaCommand.Keep(id))).isEmpty();
    }

    private static Optional<String> refusal(List<MediaReply> replies) {
        return replies.getLast() instanceof MediaReply.Refused refused
                ? Optional.of(refused.detail())
                : Optional.empty();
    }

    @Override
    public void close() {
        media.release();
    }
}
