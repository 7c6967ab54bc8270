package io.carillon.relay.storage;

import io.carillon.protocol.media.Sound;
import io.carillon.relay.playing.Sounds;
import io.carillon.sound.SoundReader;
import java.io.IOException;

/** Sounds that voicemail has stored, beside those of another source. */
public final class StoredSounds implements Sounds {
    private static final long SAMPLES_A_MILLISECOND = SoundReader.RATE / 1_000;

    private final InsideHttp http;
    private final Sounds others;

    public StoredSounds(InsideHttp http, Sounds others) {
        this.http = http;
        this.others = others;
    }

    @Override
    public Found find(Sound sound) {
        return switch (sound) {
            case Sound.Stored stored -> stored(stored);
            case Sound.Prompt _, Sound.Tones _, Sound.Pause _ -> others.find(sound);
        };
    }

    private Found stored(Sound.Stored sound) {
        try {
            return new Found.Ready(
                    StoredSound.open(http, sound.url(), sound.from().toMillis() * SAMPLES_A_MILLISECOND));
        } catch (IOException e) {
            return new Found.Missing(String.valueOf(e.getMessage()));
        }
    }
}
