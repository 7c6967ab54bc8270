package io.carillon.voicemail;

import io.carillon.sound.g711.MuLaw;
import io.carillon.voicemail.mailbox.Mailbox;
import io.carillon.voicemail.message.Caller;
import io.carillon.voicemail.message.Chunks;
import io.carillon.voicemail.message.Finished;
import io.carillon.voicemail.message.MessageId;
import io.carillon.voicemail.message.MessageStore;
import io.carillon.voicemail.message.Purpose;
import io.carillon.voicemail.message.Recording;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Leaves messages as a caller does through a relay, without either. */
public final class Left {
    private static final int CHUNK = 4_000;
    private static final double RADIANS_A_SAMPLE = 2 * Math.PI * 440 / 8000;
    private static final int LOUDNESS = 12_000;

    private Left() {}

    /** A tone of µ-law. */
    public static byte[] tone(Duration length) {
        byte[] tone = new byte[(int) length.toMillis() * 8];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = MuLaw.encode((short) (LOUDNESS * Math.sin(RADIANS_A_SAMPLE * i)));
        }
        return tone;
    }

    /** A message with a tone. */
    public static MessageId in(Mailbox.Key box, MessageStore store, Chunks chunks, Duration length) {
        Caller caller = new Caller(Optional.of("Zoé Zäh"), Optional.of("200"));
        Recording recording =
                store.begin(box, new Purpose.Message(caller, "call-1", false, List.of()), Duration.ZERO, Duration.ZERO);
        String key = recording.url().substring(recording.url().lastIndexOf('/') + 1);
        byte[] tone = tone(length);
        for (int at = 0; at < tone.length; at += CHUNK) {
            byte[] chunk = Arrays.copyOfRange(tone, at, Math.min(at + CHUNK, tone.length));
            chunks.put(key, at / CHUNK, Duration.ofMillis(at / 8), chunk);
        }
        if (store.finish(recording) instanceof Finished.Left(MessageId id)) {
            return id;
        }
        throw new AssertionError("no message");
    }
}
