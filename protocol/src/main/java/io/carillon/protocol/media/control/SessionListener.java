package io.carillon.protocol.media.control;

import io.carillon.protocol.media.MediaEvent;

/** Who is told of a session, on the thread that heard it from the relay: it must not be held up. */
@FunctionalInterface
public interface SessionListener {
    /** What the relay tells unasked. */
    void told(MediaEvent event);

    /** The relay is back and does not know the session any more: it was started anew, or has given the session up. */
    default void lost() {}
}
