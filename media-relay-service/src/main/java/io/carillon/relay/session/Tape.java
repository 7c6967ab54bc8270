package io.carillon.relay.session;

import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaEvent.Recorded.End;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.MediaReply.Reason;
import io.carillon.protocol.sdp.Format;
import io.carillon.relay.recording.Recording;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What one leg's party says, recorded whenever somebody asks for it: one recording at a time. Owner: the session's loop. */
final class Tape {
    private final LoopResources on;
    private final Recorder.Told told;
    private List<Format> spoken = List.of();
    private @Nullable Recorder recorder;

    Tape(LoopResources on, Recorder.Told told) {
        this.on = on;
        this.told = told;
    }

    /** From now on the party sends these. */
    void follow(List<Format> formats) {
        spoken = formats;
        if (recorder != null) {
            recorder.follow(formats);
        }
    }

    /** Records from now on. */
    MediaReply record(MediaCommand.Record command) {
        if (recorder != null && recorder.is(command.recording())) {
            return new MediaReply.Done();
        }
        if (recorder != null && recorder.isRunning()) {
            return new MediaReply.Refused(Reason.WRONG_STATE, "the leg is recorded already");
        }
        if (!Recording.isPossible(spoken)) {
            return new MediaReply.Refused(Reason.WRONG_STATE, "none of the party's codecs is one of ours");
        }
        Optional<String> refusal = on.recipient().refusal(command.url());
        if (refusal.isPresent()) {
            return new MediaReply.Refused(Reason.BAD_COMMAND, refusal.get());
        }
        recorder = new Recorder(on, command, spoken, told);
        return new MediaReply.Done();
    }

    /** Done when nothing is left to be sent of what is being recorded. */
    CompletableFuture<Void> delivered() {
        return recorder == null ? CompletableFuture.completedFuture(null) : recorder.delivered();
    }

    /** A packet of the party, with so many octets of payload. */
    void hear(ByteBuffer packet, int payload, long now) {
        if (recorder != null) {
            recorder.hear(packet, payload, now);
        }
    }

    /** The party has begun to press a key. */
    void keyDown(char digit) {
        if (recorder != null) {
            recorder.keyDown(digit);
        }
    }

    void stop(End how) {
        if (recorder != null) {
            recorder.stop(how);
        }
    }
}
