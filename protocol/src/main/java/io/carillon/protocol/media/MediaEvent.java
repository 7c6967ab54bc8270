package io.carillon.protocol.media;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a relay tells unasked, on the connection that last spoke for the session. Events may be lost with it, but for the last
 * {@link Played} and {@link Recorded} of each leg: the next connection that speaks for the session is told them again.
 */
public sealed interface MediaEvent {

    /** The figures so far of a session's legs, every 5 s. */
    record Quality(SessionId session, List<LegFigures> legs) implements MediaEvent {
        public Quality {
            legs = List.copyOf(legs);
        }
    }

    /** The leg's party, which should be sending, has sent nothing for this long. Told once for each silence. */
    record Silent(SessionId session, LegId leg, Duration silentFor) implements MediaEvent {}

    /** These sessions carry nothing and will be ended unless {@link MediaCommand.Keep} is said for them. */
    record StillThere(List<SessionId> sessions) implements MediaEvent {
        public StillThere {
            sessions = List.copyOf(sessions);
        }
    }

    /** The leg's party pressed a key: {@code 0-9 * # A-D} (RFC 4733). */
    record Digit(SessionId session, LegId leg, char digit, Duration duration) implements MediaEvent {}

    /**
     * What was played to the leg's party is over; not told where the leg was given something else to hear.
     *
     * @param played how much of it
     * @param why it could not be played, where that is so
     */
    record Played(
            SessionId session, LegId leg, PlaybackId playback, Played.End end, Duration played, Optional<String> why)
            implements MediaEvent {

        /** How it ended. */
        public enum End {
            FINISHED,
            /** By a key that cuts it; {@link Digit} tells which one. */
            CUT,
            UNPLAYABLE
        }
    }

    /**
     * A recording is over, and what was recorded has arrived where it was sent or was given up.
     *
     * @param length of what was recorded
     * @param key that ended it, where one did
     * @param why it has failed, where it has
     */
    record Recorded(
            SessionId session,
            LegId leg,
            RecordingId recording,
            Recorded.End end,
            Duration length,
            Optional<Character> key,
            Optional<String> why)
            implements MediaEvent {

        /** How it ended. */
        public enum End {
            KEY,
            SILENCE,
            LONGEST,
            /** By command, or by who takes the sound. */
            STOPPED,
            /** The leg was released. */
            LEFT,
            /** Some of it could not be delivered. */
            FAILED
        }
    }
}
