package io.carillon.relay.session;

import io.carillon.protocol.datagram.Pulse;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.MediaReply.Reason;
import io.carillon.protocol.media.SessionId;
import io.carillon.protocol.sip.Printable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** The sessions of one loop, which they never leave. */
public final class MediaLoop implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(MediaLoop.class);

    /** Of the 5 s that a service has to stop in. */
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final LoopResources on;
    private final PacketTotals totals = new PacketTotals();
    private final Map<SessionId, Session> sessions = new HashMap<>();
    private volatile int sessionCount;

    public MediaLoop(LoopResources on) {
        this.on = on;
    }

    /**
     * Does what is asked, on the loop, up to the first command that is refused. To be called on any thread.
     *
     * @param replies is given each reply, on the loop, before the future is completed
     */
    public CompletableFuture<Void> perform(List<MediaCommand> commands, EventSink from, Consumer<MediaReply> replies) {
        return CompletableFuture.runAsync(
                () -> {
                    for (MediaCommand command : commands) {
                        MediaReply reply = on(command, from);
                        replies.accept(reply);
                        if (reply instanceof MediaReply.Refused) {
                            return;
                        }
                    }
                },
                on.loop());
    }

    /** Does what is asked at once. To be called on the loop. */
    MediaReply on(MediaCommand command, EventSink from) {
        SessionId id = command.session();
        Session session = sessions.get(id);
        if (session == null) {
            return switch (command) {
                case MediaCommand.AcceptOffer c -> begin(command, from);
                case MediaCommand.CreateOffer c -> begin(command, from);
                case MediaCommand.AcceptAnswer c -> unknown(id);
                case MediaCommand.CreateAnswer c -> unknown(id);
                case MediaCommand.Hear c -> unknown(id);
                case MediaCommand.DirectOffer c -> unknown(id);
                case MediaCommand.SendDigit c -> unknown(id);
                case MediaCommand.Record c -> unknown(id);
                case MediaCommand.StopRecording c -> unknown(id);
                case MediaCommand.ReleaseLeg c -> unknown(id);
                case MediaCommand.Release c -> unknown(id);
                case MediaCommand.Query c -> unknown(id);
                case MediaCommand.Keep c -> unknown(id);
            };
        }
        MediaReply reply = told(session, command, from);
        if (command instanceof MediaCommand.Release) {
            forget(id);
        }
        return reply;
    }

    private MediaReply begin(MediaCommand command, EventSink from) {
        SessionId id = command.session();
        Session session = new Session(id, callId(command), on, totals, from, () -> reaped(id));
        MediaReply reply = told(session, command, from);
        if (session.isEmpty()) {
            session.close();
            return reply;
        }
        sessions.put(id, session);
        sessionCount = sessions.size();
        return reply;
    }

    private static MediaReply told(Session session, MediaCommand command, EventSink from) {
        return CallLog.under(session.callId(), () -> {
            MediaReply reply = session.on(command, from);
            if (reply instanceof MediaReply.Refused(Reason reason, String why)) {
                LOG.infof("Session %s: a command is refused: %s, %s", command.session(), reason, Printable.line(why));
            }
            return reply;
        });
    }

    private static Optional<String> callId(MediaCommand command) {
        return command instanceof MediaCommand.Opening opening ? opening.callId() : Optional.empty();
    }

    private void reaped(SessionId id) {
        LOG.infof("Session %s is ended: it carried nothing and nobody answered for it", id);
        forget(id);
    }

    private void forget(SessionId id) {
        sessions.remove(id);
        sessionCount = sessions.size();
    }

    private static MediaReply unknown(SessionId id) {
        return new MediaReply.Refused(Reason.UNKNOWN_SESSION, id.value());
    }

    /** Sessions now. Any thread. */
    public int sessions() {
        return sessionCount;
    }

    /** The sessions' ids, in no order. Any thread. */
    public CompletableFuture<List<String>> ids() {
        return CompletableFuture.supplyAsync(
                () -> sessions.keySet().stream().map(SessionId::value).toList(), on.loop());
    }

    /** Those of these sessions that are still there. Any thread; the loop is held up for microseconds each. */
    public CompletableFuture<List<SessionView>> view(List<String> ids) {
        return CompletableFuture.supplyAsync(
                () -> ids.stream()
                        .flatMap(id -> Optional.ofNullable(sessions.get(new SessionId(id))).stream())
                        .map(Session::view)
                        .toList(),
                on.loop());
    }

    /** Any thread. */
    public PacketTotals totals() {
        return totals;
    }

    /** Tries, on the loop, whether a new leg would get its ports. Any thread. */
    public CompletableFuture<Boolean> canOpenPorts() {
        return CompletableFuture.supplyAsync(() -> on.ports().canOpen(), on.loop());
    }

    /** Whether a task that is passed to the loop comes back soon. Any thread but the loop's; waits a second at most. */
    public boolean isAlive() {
        return Pulse.beats(on.loop());
    }

    /** Ends every session, waits a moment for what was recorded of them to arrive, then ends the loop. */
    @Override
    public void close() {
        CompletableFuture.completedFuture(null)
                .thenComposeAsync(_ -> closeSessions(), on.loop())
                .orTimeout(CLOSING.toSeconds(), TimeUnit.SECONDS)
                .exceptionally(e -> {
                    LOG.warn("The sessions of a media loop were not ended in time", e);
                    return null;
                })
                .join();
        on.loop().close();
    }

    private CompletableFuture<Void> closeSessions() {
        CompletableFuture<?>[] delivered =
                sessions.values().stream().map(Session::delivered).toArray(CompletableFuture<?>[]::new);
        sessions.values().forEach(Session::close);
        sessions.clear();
        sessionCount = 0;
        return CompletableFuture.allOf(delivered);
    }
}
