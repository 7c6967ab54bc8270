package io.carillon.protocol.datagram;

/** A task scheduled on a {@link Loop}. It runs at most once; used by the loop's thread only. */
public interface Timer {

    /** The task will not run any more. Does nothing if it ran already or was cancelled before. */
    void cancel();
}
