package io.carillon.relay.playing;

import io.carillon.protocol.media.Sound;
import io.carillon.sound.SoundReader;

/** Where sounds come from. Any thread; may block. */
public interface Sounds {

    /** What came of looking for one. */
    sealed interface Found {
        /** It is to be closed by who asked for it. */
        record Ready(SoundReader reader) implements Found {}

        record Missing(String why) implements Found {}
    }

    Found find(Sound sound);
}
