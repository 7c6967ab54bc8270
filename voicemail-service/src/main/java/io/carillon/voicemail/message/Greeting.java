package io.carillon.voicemail.message;

import io.carillon.voicemail.sound.SoundId;
import java.time.Duration;
import java.time.Instant;

/** What a mailbox's owner has recorded for those who call. */
public record Greeting(Kind kind, SoundId sound, Duration length, Instant recorded) {

    /** Asterisk's four. */
    public enum Kind {
        /** Said when nobody answers. */
        UNAVAILABLE,
        /** Said when the owner is on the phone. */
        BUSY,
        /** The owner's name, said by itself. */
        NAME,
        /** Said in place of the others for as long as it is there. */
        TEMPORARY
    }
}
