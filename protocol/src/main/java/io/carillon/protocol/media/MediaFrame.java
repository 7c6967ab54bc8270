package io.carillon.protocol.media;

import java.util.List;

/** One text frame of the media control connection, or of a {@link ControlDatagram}. */
public sealed interface MediaFrame {

    /**
     * Commands, executed in order up to the first one refused. Sent again with the same client and id, whatever the
     * connection, it is answered as the first time and nothing is done twice.
     *
     * @param client names the sender (its instance), the same over its reconnections, another one after its restart
     */
    record Request(String client, long id, List<MediaCommand> commands) implements MediaFrame {
        public Request {
            commands = List.copyOf(commands);
        }
    }

    /** One reply for each command that was tried, in order; the last one may be a refusal. */
    record Response(long id, List<MediaReply> replies) implements MediaFrame {
        public Response {
            replies = List.copyOf(replies);
        }
    }

    /** Told by the relay unasked. */
    record Event(MediaEvent event) implements MediaFrame {}

    /**
     * Told by the relay when a connection is opened: requests may come as datagrams too, to this UDP port of the relay's address,
     * and are answered as datagrams. Each holds the key, then a frame. Events come over the connection.
     *
     * @param key belongs to this connection: {@link ControlDatagram#KEY_LENGTH} characters that nobody else knows
     */
    record Datagrams(int port, String key) implements MediaFrame {}
}
