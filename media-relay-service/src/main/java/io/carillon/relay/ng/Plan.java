package io.carillon.relay.ng;

import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.ng.NgReply;
import java.util.List;
import java.util.function.Function;

/**
 * What the relay is to do for one request.
 *
 * @param commands may be none
 * @param reply makes the reply from those of the commands when none was refused
 */
record Plan(List<MediaCommand> commands, Function<List<MediaReply>, NgReply> reply) {

    static Plan only(NgReply reply) {
        return new Plan(List.of(), _ -> reply);
    }

    static Plan failed(String reason) {
        return only(new NgReply.Failed(reason));
    }
}
