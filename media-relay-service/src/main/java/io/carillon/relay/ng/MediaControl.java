package io.carillon.relay.ng;

import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaReply;
import io.carillon.relay.session.EventSink;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The relay's own commands, as every edge gives them. */
@FunctionalInterface
public interface MediaControl {

    /**
     * Does the commands up to the first one refused.
     *
     * @param from is told of the events of their sessions, on any thread
     * @return one reply for each command that was tried, on any thread
     */
    CompletableFuture<List<MediaReply>> perform(List<MediaCommand> commands, EventSink from);
}
