package io.carillon.testkit.realphones;

import io.carillon.testkit.sound.ToneCheck;
import io.carillon.testkit.sound.Wav;
import java.io.IOException;
import java.nio.file.Path;

/** A WAV file that another program may still be writing. */
final class Recording {

    static final ToneCheck NOTHING = ToneCheck.of(new short[0], 8000);

    private Recording() {}

    /** What is in it so far; nothing while its header is not there yet. */
    static ToneCheck listen(Path file) {
        try {
            return Wav.read(file).listen();
        } catch (IOException begun) {
            return NOTHING;
        }
    }
}
