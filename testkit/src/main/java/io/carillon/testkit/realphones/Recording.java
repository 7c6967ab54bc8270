package io.carillon.testkit.realphones;

import io.carillon.testkit.sound.ToneCheck;
import io.carillon.testkit.sound.Wav;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** The WAV file that another program is still writing, and which of it the test has done with. One thread asks. */
final class Recording {

    private static final ToneCheck NOTHING = ToneCheck.of(new short[0], 8000);

    private final Supplier<Optional<Path>> file;
    private Optional<Path> forgotten = Optional.empty();
    private Duration forgottenLength = Duration.ZERO;

    /** @param file the one that is written now; a phone may begin another with each call */
    Recording(Supplier<Optional<Path>> file) {
        this.file = file;
    }

    /** What was recorded until now is heard no more. */
    void forget() {
        forgotten = file.get();
        forgottenLength = forgotten.map(Recording::read).orElse(NOTHING).length();
    }

    /** What is in it so far; nothing while its header is not there yet. */
    ToneCheck heard() {
        Optional<Path> now = file.get();
        ToneCheck all = now.map(Recording::read).orElse(NOTHING);
        return now.equals(forgotten) ? all.after(forgottenLength) : all;
    }

    private static ToneCheck read(Path file) {
        try {
            return Wav.read(file).listen();
        } catch (IOException begun) {
            return NOTHING;
        }
    }
}
