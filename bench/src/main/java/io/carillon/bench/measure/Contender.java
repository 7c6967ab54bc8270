package io.carillon.bench.measure;

import java.time.Duration;

/** Something that does the measured work when it is its turn. Used by one thread. */
public interface Contender {

    /** What the table calls it. */
    String name();

    /** Works until it is as fast as it becomes; nothing of it is counted. */
    void warmUp() throws Exception;

    /** Works for so long, and until nothing is left to do. */
    Turn turn(Duration howLong) throws Exception;
}
