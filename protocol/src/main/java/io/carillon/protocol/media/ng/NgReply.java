package io.carillon.protocol.media.ng;

import java.util.List;
import java.util.Optional;

/** What a relay answers to one {@link NgRequest}. */
public sealed interface NgReply {

    record Pong() implements NgReply {}

    /** The description as the other party is to see it; one character a byte. */
    record Passed(String sdp) implements NgReply {}

    /**
     * @param last the final figures of what was ended
     * @param warning that nothing was found, where that is no error
     */
    record Deleted(Optional<NgCallFigures> last, Optional<String> warning) implements NgReply {}

    record Report(NgCallFigures figures) implements NgReply {}

    /** Call-IDs. */
    record Calls(List<String> callIds) implements NgReply {
        public Calls {
            callIds = List.copyOf(callIds);
        }
    }

    /** Nothing was done: the relay is at one of its limits, another one may be asked. */
    record LoadLimit(String message) implements NgReply {}

    /** Nothing was done. */
    record Failed(String reason) implements NgReply {}

    /** The value of the key {@code result}. */
    default String result() {
        return switch (this) {
            case Pong _ -> "pong";
            case Passed _, Deleted _, Report _, Calls _ -> "ok";
            case LoadLimit _ -> "load limit";
            case Failed _ -> "error";
        };
    }
}
