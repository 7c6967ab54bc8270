package io.carillon.sound;

import java.time.Duration;

/** Whether a file can be read as sound. */
public sealed interface Opening {

    /**
     * It can; whoever asked closes the reader.
     *
     * @param plays how long it is
     */
    record Opened(SoundReader reader, Duration plays) implements Opening {}

    /**
     * It cannot.
     *
     * @param why reads on after the file's name
     */
    record Unreadable(String why) implements Opening {}
}
