package io.carillon.voicemail.call;

import io.carillon.protocol.media.MediaEvent;
import java.time.Duration;
import java.util.Optional;

/** What the signalling loop and the relay tell a call's thread, through its {@link Inbox}. */
sealed interface CallEvent {

    /** The ACK to our 200 is here. */
    record Confirmed(Optional<String> answer) implements CallEvent {}

    /** The caller has gone, or the process stops. */
    record Gone() implements CallEvent {}

    /** @param byInfo whether it came by SIP, and the relay knows nothing of it */
    record Key(char key, boolean byInfo) implements CallEvent {}

    record Played(long playback, MediaEvent.Played.End end, Duration played, Optional<String> why)
            implements CallEvent {}

    record Recorded(
            String recording,
            MediaEvent.Recorded.End end,
            Duration length,
            Optional<Character> key,
            Optional<String> why)
            implements CallEvent {}
}
