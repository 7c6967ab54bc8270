package io.carillon.voicemail.message;

import io.carillon.voicemail.sound.SoundId;

/** Names a message over all mailboxes: a UUID of version 7, so that ids sort by when the recording began. */
public record MessageId(String text) {

    /** What is heard when it is played. */
    public SoundId sound() {
        return new SoundId(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
