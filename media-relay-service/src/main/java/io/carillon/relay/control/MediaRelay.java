package io.carillon.relay.control;

import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaFrame.Request;
import io.carillon.protocol.media.MediaFrame.Response;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.SessionId;
import io.carillon.relay.session.EventSink;
import io.carillon.relay.session.MediaLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/** Executes requests on the media loops; a session's id says which loop is its own. Any thread. */
public final class MediaRelay {

    private static final Logger LOG = Logger.getLogger(MediaRelay.class);

    private final List<MediaLoop> loops;
    private final RequestLedger ledger = new RequestLedger();

    public MediaRelay(List<MediaLoop> loops) {
        this.loops = List.copyOf(loops);
    }

    /**
     * Does the commands one after the other up to the first one refused.
     *
     * @param from is told of the events of the sessions named
     */
    public CompletableFuture<Response> execute(Request request, EventSink from) {
        return ledger.once(request, () -> {
            Batch batch = new Batch(request, from);
            return batch.next().exceptionally(batch::failed);
        });
    }

    private MediaLoop loopOf(SessionId session) {
        int hash = session.value().hashCode();
        return loops.get(Math.floorMod(hash ^ (hash >>> 16), loops.size()));
    }

    private final class Batch {

        private final Request request;
        private final EventSink from;
        private final List<MediaReply> replies = new ArrayList<>();

        Batch(Request request, EventSink from) {
            this.request = request;
            this.from = from;
        }

        CompletableFuture<Response> next() {
            boolean refused = !replies.isEmpty() && replies.getLast() instanceof MediaReply.Refused;
            if (refused || replies.size() == request.commands().size()) {
                return CompletableFuture.completedFuture(new Response(request.id(), replies));
            }
            List<MediaCommand> rest = request.commands()
                    .subList(replies.size(), request.commands().size());
            MediaLoop loop = loopOf(rest.getFirst().session());
            // Mostly all of them: each hop to a loop costs more than what is done there.
            List<MediaCommand> together = rest.stream()
                    .takeWhile(command -> loopOf(command.session()) == loop)
                    .toList();
            return loop.perform(together, from, replies::add).thenCompose(_ -> next());
        }

        private Response failed(Throwable bug) {
            LOG.errorf(bug, "Request %d of %s has failed", request.id(), request.client());
            replies.add(new MediaReply.Refused(MediaReply.Reason.OVERLOADED, "internal error, see the relay's log"));
            return new Response(request.id(), replies);
        }
    }
}
