package io.carillon.protocol.media;

import java.util.List;

/** What a leg hears: exactly one source at a time. */
public sealed interface Source {

    /**
     * What the party of another leg of the same session says.
     *
     * @param keys whether its keys (RFC 4733) come along; if not, they are told all the same ({@link MediaEvent.Digit})
     */
    record FromLeg(LegId leg, boolean keys) implements Source {
        /** With its keys. */
        public FromLeg(LegId leg) {
            this(leg, true);
        }
    }

    /** Nothing: no packet is sent to the leg's party. */
    record Silence() implements Source {}

    /** What the leg's own party says. */
    record Echo() implements Source {}

    /**
     * Sounds, one after the other; {@link MediaEvent.Played} tells their end, and silence follows.
     *
     * @param cutBy the keys ({@code 0-9 * # A-D}) of the leg's party that end it at once
     * @param repeated from the beginning again and again, until the leg hears something else
     */
    record Playing(PlaybackId id, List<Sound> sounds, String cutBy, boolean repeated) implements Source {

        /** A date with its time takes some twenty. */
        public static final int MAX_SOUNDS = 256;

        public Playing {
            sounds = List.copyOf(sounds);
            if (sounds.size() > MAX_SOUNDS) {
                throw new IllegalArgumentException("more than " + MAX_SOUNDS + " sounds");
            }
        }
    }
}
