package io.carillon.proxy.call;

import io.carillon.protocol.media.Sound;
import io.carillon.proxy.dialplan.DialOptions;
import io.carillon.proxy.dialplan.DialOptions.Flag;
import java.util.List;
import java.util.Optional;

/**
 * What the caller hears while those who are called ring: what their phones send, its own phone's ringing by a 180, a tone of
 * ours where it is answered already, or music. Straight-line code on the call's virtual thread.
 */
final class Ringback {
    private final CallChannel channel;
    private final CallCommands call;
    private final CallMedia media;
    private final DialOptions options;
    /** Whether the caller hears sound, so that neither a tone of ours nor a 180 may come between. */
    private boolean sounds;
    /** Whether that sound is ours. */
    private boolean plays;

    Ringback(CallChannel channel, CallCommands call, CallMedia media, DialOptions options) {
        this.channel = channel;
        this.call = call;
        this.media = media;
        this.options = options;
    }

    /** The INVITEs go out. */
    void begin() {
        options.music().ifPresent(this::play);
        if (!sounds && options.has(Flag.RING_AT_ONCE)) {
            ring();
        }
    }

    /** A callee's phone rings. */
    void on(CallEvent.Ringing ringing) {
        Optional<String> early = options.entertained() ? unheard(ringing) : heard(ringing);
        if (early.isPresent()) {
            call.provisional(183, early);
        } else if (!sounds) {
            ring();
        }
    }

    private Optional<String> unheard(CallEvent.Ringing ringing) {
        ringing.sdp().ifPresent(sdp -> media.answered(ringing.leg(), sdp));
        return Optional.empty();
    }

    /** What the caller is told before its answer; empty where that is nothing. */
    private Optional<String> heard(CallEvent.Ringing ringing) {
        Optional<String> described = ringing.sdp()
                .map(sdp -> media.ringingWith(ringing.leg(), sdp))
                .flatMap(outcome -> outcome instanceof CallMedia.Outcome.Sdp(String sdp) && !sdp.isEmpty()
                        ? Optional.of(sdp)
                        : Optional.empty());
        if (channel.answered() && ringing.sdp().isPresent()) {
            sounds = true;
        }
        return described.filter(_ -> !channel.answered());
    }

    private void ring() {
        if (channel.answered()) {
            play(options.ringing());
        } else {
            call.provisional(180, Optional.empty());
        }
    }

    private void play(Sound sound) {
        plays = channel.entertain(List.of(sound));
        sounds |= plays;
    }

    /** Somebody has answered, or nobody does. */
    void end() {
        if (plays) {
            plays = false;
            channel.playNothing();
        }
    }
}
