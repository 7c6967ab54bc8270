package io.carillon.prompts;

import io.carillon.sound.SoundReader;
import java.time.Duration;

/** Whether there is a prompt of a name. */
public sealed interface Lookup {

    /**
     * There is; whoever asked closes the reader.
     *
     * @param plays how long it is
     * @param from where it was found, for a log: a file, or {@code fr (built in)}
     */
    record Found(SoundReader reader, Duration plays, String from) implements Lookup {}

    /** There is none, in no language that would do. */
    record Missing() implements Lookup {}

    /**
     * There is a file, and it cannot be played; or the name leads elsewhere.
     *
     * @param why a sentence that names the file
     */
    record Unreadable(String why) implements Lookup {}
}
