package io.carillon.proxy.call;

import io.carillon.protocol.media.LegFigures;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.SessionId;
import io.carillon.protocol.media.control.MediaRelays;
import io.carillon.protocol.media.control.MediaSession;
import io.carillon.protocol.media.control.SessionListener;
import io.carillon.protocol.sdp.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The one relay and its one session, in memory: it agrees to everything but what the test has it refuse. */
final class RelayByHand implements MediaRelays, MediaSession {
    private static final List<String> CODECS = List.of("ulaw");

    private Predicate<MediaCommand> refused = _ -> false;
    private Runnable beforeFigures = () -> {};

    /** From now on nothing of this is agreed to: there is no codec in common. */
    void refuse(Predicate<MediaCommand> commands) {
        refused = commands;
    }

    /** What happens until its last figures are in. */
    void beforeItsFigures(Runnable happens) {
        beforeFigures = happens;
    }

    @Override
    public Optional<MediaSession> open(SessionId id, String callId, SessionListener listener) {
        return Optional.of(this);
    }

    @Override
    public SessionId id() {
        return new SessionId("session");
    }

    @Override
    public String relayAddress() {
        return "ws://192.0.2.9:8082/control";
    }

    @Override
    public List<MediaReply> tell(List<MediaCommand> commands) {
        List<MediaReply> replies = new ArrayList<>();
        for (MediaCommand command : commands) {
            if (refused.test(command)) {
                replies.add(new MediaReply.Refused(MediaReply.Reason.NO_COMMON_CODEC, "as the test says"));
                return replies;
            }
            replies.add(reply(command));
        }
        return replies;
    }

    private static MediaReply reply(MediaCommand command) {
        return switch (command) {
            case MediaCommand.AcceptOffer _, MediaCommand.AcceptAnswer _ ->
                new MediaReply.Agreed(CODECS, Direction.SENDRECV);
            case MediaCommand.CreateOffer offer -> described(offer.leg().value());
            case MediaCommand.CreateAnswer answer -> described(answer.leg().value());
            case MediaCommand.DirectOffer offer -> described(offer.leg().value());
            case MediaCommand.ReleaseLeg _, MediaCommand.Release _, MediaCommand.Query _ ->
                new MediaReply.Figures(List.of());
            case MediaCommand.Hear _,
                    MediaCommand.SendDigit _,
                    MediaCommand.Record _,
                    MediaCommand.StopRecording _,
                    MediaCommand.Keep _ -> new MediaReply.Done();
        };
    }

    private static MediaReply described(String leg) {
        return new MediaReply.Description("v=0\r\ns=" + leg + "\r\n", CODECS);
    }

    @Override
    public List<LegFigures> release() {
        beforeFigures.run();
        return List.of();
    }
}
