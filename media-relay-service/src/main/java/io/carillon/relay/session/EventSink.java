package io.carillon.relay.session;

import io.carillon.protocol.media.MediaEvent;

/** Whoever speaks for a session, to be told of its events. Called on the session's loop; must not block. */
@FunctionalInterface
public interface EventSink {

    void tell(MediaEvent event);
}
