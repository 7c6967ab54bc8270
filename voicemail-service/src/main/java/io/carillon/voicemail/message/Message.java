package io.carillon.voicemail.message;

import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.sound.SoundId;
import java.time.Duration;
import java.time.Instant;

/**
 * A message that was left.
 *
 * @param left when its recording began
 * @param heard whether the owner has heard it, wherever it lies now
 * @param callId Carillon's id of the call it was left in; of a forwarded message, the call of the one who forwarded it
 */
public record Message(
        MessageId id,
        Mailbox.Key box,
        Folder folder,
        Caller caller,
        Instant left,
        Duration length,
        boolean heard,
        boolean urgent,
        String callId) {

    public SoundId sound() {
        return id.sound();
    }
}
