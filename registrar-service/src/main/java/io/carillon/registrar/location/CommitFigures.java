package io.carillon.registrar.location;

import java.time.Duration;

/** Hears of every batch, on the committers' threads. */
@FunctionalInterface
public interface CommitFigures {

    /** A batch of so many commands was committed within this time. */
    void committed(int commands, Duration took);
}
