package io.carillon.local.system;

import io.carillon.prompts.Library;
import io.carillon.prompts.Lookup;
import io.carillon.sound.SoundReader;
import io.carillon.testkit.phone.PhoneCall;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** Prompts found in what a phone hears, by correlation with the recordings. */
final class PromptsHeard {
    private static final Duration SOON = Duration.ofSeconds(20);

    private PromptsHeard() {}

    /** Waits until these prompts of ours are heard, one after the other; returns where the last began. */
    static Duration in(PhoneCall call, String language, Duration after, String... prompts) {
        Duration at = after;
        for (String prompt : prompts) {
            at = await(call, Library.builtIn(), prompt, language, at);
        }
        return at;
    }

    /** Waits until an administrator's recording is heard; returns where it began. */
    static Duration of(PhoneCall call, Path sounds, String prompt, Duration after) {
        return await(call, Library.with(sounds), prompt, "en", after);
    }

    private static Duration await(PhoneCall call, Library library, String prompt, String language, Duration after) {
        return call.audio().ear().awaitPiece(prompt, sound(library, prompt, language), after, SOON);
    }

    private static short[] sound(Library library, String prompt, String language) {
        if (!(library.open(prompt, language) instanceof Lookup.Found(SoundReader reader, Duration plays, String _))) {
            throw new IllegalArgumentException("no prompt " + prompt);
        }
        try (reader) {
            short[] all = new short[(int) (plays.toMillis() * 8) + SoundReader.FRAME_SAMPLES];
            short[] frame = new short[SoundReader.FRAME_SAMPLES];
            int length = 0;
            for (int count = reader.read(frame);
                    count > 0 && length + count <= all.length;
                    count = reader.read(frame)) {
                System.arraycopy(frame, 0, all, length, count);
                length += count;
            }
            // A phone whose other side hangs up right after may miss the last packet.
            return Arrays.copyOf(all, length - SoundReader.FRAME_SAMPLES);
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
