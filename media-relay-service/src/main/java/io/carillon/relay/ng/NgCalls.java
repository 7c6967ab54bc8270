package io.carillon.relay.ng;

import io.carillon.protocol.datagram.Loop;
import io.carillon.protocol.media.LegFigures;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaEvent;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.MediaReply.Reason;
import io.carillon.protocol.media.SessionId;
import io.carillon.protocol.media.ng.NgDescription;
import io.carillon.protocol.media.ng.NgReply;
import io.carillon.protocol.media.ng.NgRequest;
import io.carillon.protocol.media.ng.NgTags;
import io.carillon.protocol.sip.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * The calls of NG's proxies. Nobody can be asked whether a call is still wanted, so that one without media is ended as
 * rtpengine does it: after a minute or what is configured, and after an hour where silence is no wonder.
 *
 * <p>Owner: the NG loop; but events are told on any thread.
 */
public final class NgCalls {

    /** Every call takes two pairs of ports or more, of which there are 32,767. */
    static final int MOST = 16_384;

    /** A call that rings or is on hold has no media; whoever forgot it does not come back after an hour. */
    static final Duration ASLEEP = Duration.ofHours(1);

    private static final Logger LOG = Logger.getLogger(NgCalls.class);

    /** Other sessions of this relay have names of their own. */
    private static final String SESSION = "ng:";

    private final Loop loop;
    private final MediaControl control;
    private final Duration idle;
    private final Map<String, NgCall> calls = new LinkedHashMap<>();
    private volatile int count;

    /** @param idle an answered call without any media for this long is ended */
    public NgCalls(Loop loop, MediaControl control, Duration idle) {
        this.loop = loop;
        this.control = control;
        this.idle = idle;
    }

    /** Calls now. Any thread. */
    public int count() {
        return count;
    }

    /** To be called on the loop; the reply comes on the loop, at once where the relay need not be asked. */
    public CompletableFuture<NgReply> on(NgRequest request) {
        return switch (request) {
            case NgRequest.Ping() -> CompletableFuture.completedFuture(new NgReply.Pong());
            case NgRequest.Offer(NgTags tags, NgDescription description) -> offer(tags, description);
            case NgRequest.Answer(NgTags tags, NgDescription description) ->
                known(tags.callId())
                        .map(call -> perform(tags.callId(), call.answer(tags, description, loop.now()), description))
                        .orElseGet(() -> failed(tags.callId()));
            case NgRequest.Delete(NgTags tags, boolean fatal) -> delete(tags, fatal);
            case NgRequest.Query(String callId) ->
                known(callId)
                        .map(call -> perform(callId, call.query(loop.now())))
                        .orElseGet(() -> failed(callId));
            case NgRequest.ListCalls(int limit) ->
                CompletableFuture.completedFuture(
                        new NgReply.Calls(calls.keySet().stream().limit(limit).toList()));
        };
    }

    private CompletableFuture<NgReply> offer(NgTags tags, NgDescription description) {
        String callId = tags.callId();
        Optional<NgCall> known = known(callId);
        if (known.isPresent()) {
            return perform(callId, known.get().offer(tags, description, loop.now()), description);
        }
        if (calls.size() == MOST) {
            return CompletableFuture.completedFuture(
                    limited(description, "the relay holds " + MOST + " calls of this kind"));
        }
        NgCall call = new NgCall(callId, session(callId), loop.now());
        Plan plan = call.offer(tags, description, loop.now());
        if (call.isOver()) {
            // Nothing was begun: the description is of no use, or has nothing to relay.
            return perform(callId, plan, description);
        }
        remember(callId, call);
        return perform(callId, plan, description).whenComplete((reply, bug) -> {
            if (!(reply instanceof NgReply.Passed)
                    && known(callId).filter(call::equals).isPresent()) {
                end(callId);
            }
        });
    }

    private CompletableFuture<NgReply> delete(NgTags tags, boolean fatal) {
        Optional<NgCall> call = known(tags.callId());
        Optional<Plan> plan = call.flatMap(found -> found.delete(tags, loop.now()));
        if (plan.isEmpty()) {
            return CompletableFuture.completedFuture(notFound(fatal));
        }
        if (call.orElseThrow().isOver()) {
            forget(tags.callId());
        }
        return control(plan.get().commands())
                .thenApply(replies -> isRefused(replies)
                        ? notFound(fatal)
                        : plan.get().reply().apply(replies));
    }

    private static NgReply notFound(boolean fatal) {
        String what = "no such Call-ID, or no such tag in it";
        return fatal ? new NgReply.Failed(what) : new NgReply.Deleted(Optional.empty(), Optional.of(what));
    }

    private CompletableFuture<NgReply> perform(String callId, Plan plan, NgDescription description) {
        return perform(callId, plan)
                .thenApply(reply ->
                        reply instanceof NgReply.LoadLimit(String message) ? limited(description, message) : reply);
    }

    private CompletableFuture<NgReply> perform(String callId, Plan plan) {
        return control(plan.commands())
                .thenApply(replies -> !replies.isEmpty()
                                && replies.getLast() instanceof MediaReply.Refused(Reason reason, String detail)
                        ? refused(callId, reason, detail)
                        : plan.reply().apply(replies));
    }

    /** The replies come on the loop, and so does a failure. */
    private CompletableFuture<List<MediaReply>> control(List<MediaCommand> commands) {
        return commands.isEmpty()
                ? CompletableFuture.completedFuture(List.of())
                : control.perform(commands, this::tell).whenCompleteAsync((replies, bug) -> {}, loop);
    }

    private static boolean isRefused(List<MediaReply> replies) {
        return !replies.isEmpty() && replies.getLast() instanceof MediaReply.Refused;
    }

    private NgReply refused(String callId, Reason reason, String detail) {
        return switch (reason) {
            case NO_PORT, OVERLOADED -> new NgReply.LoadLimit(detail);
            case UNKNOWN_SESSION -> {
                forget(callId);
                yield new NgReply.Failed("the call is over");
            }
            case NO_COMMON_CODEC, BAD_SDP, UNKNOWN_LEG, WRONG_STATE, BAD_COMMAND -> new NgReply.Failed(detail);
        };
    }

    /** A proxy that does not know of load limits takes every other result than "ok" for an error. */
    private static NgReply limited(NgDescription description, String message) {
        return description.knowsLoadLimit() ? new NgReply.LoadLimit(message) : new NgReply.Failed(message);
    }

    private static CompletableFuture<NgReply> failed(String callId) {
        return CompletableFuture.completedFuture(new NgReply.Failed("unknown call-id " + Printable.line(callId)));
    }

    private void tell(MediaEvent event) {
        switch (event) {
            case MediaEvent.Quality quality -> loop.execute(() -> on(quality));
            case MediaEvent.StillThere question ->
                loop.execute(() -> question.sessions().forEach(this::on));
            case MediaEvent.Silent _, MediaEvent.Digit _, MediaEvent.Played _, MediaEvent.Recorded _ -> {}
        }
    }

    private void on(MediaEvent.Quality quality) {
        String callId = callId(quality.session());
        known(callId).ifPresent(call -> {
            Duration limit = call.maySleep() ? ASLEEP : idle;
            boolean isSilent =
                    quality.legs().stream().map(LegFigures::silentFor).allMatch(silent -> silent.compareTo(limit) >= 0);
            if (isSilent && isOld(call, limit)) {
                LOG.infof("Call %s is ended: no media for %s", Printable.line(callId), limit);
                end(callId);
            }
        });
    }

    /** The relay would end a session that nobody answers for. */
    private void on(SessionId session) {
        String callId = callId(session);
        boolean isWanted = known(callId).filter(call -> !isOld(call, ASLEEP)).isPresent();
        if (isWanted) {
            CompletableFuture<?> _ = control(List.of(new MediaCommand.Keep(session)));
        } else {
            end(callId);
        }
    }

    private boolean isOld(NgCall call, Duration limit) {
        Instant since = call.lastSignal();
        return Duration.between(since, loop.now()).compareTo(limit) >= 0;
    }

    private void end(String callId) {
        forget(callId);
        CompletableFuture<?> _ = control(List.of(new MediaCommand.Release(session(callId))));
    }

    private Optional<NgCall> known(String callId) {
        return Optional.ofNullable(calls.get(callId));
    }

    private void remember(String callId, NgCall call) {
        calls.put(callId, call);
        count = calls.size();
    }

    private void forget(String callId) {
        calls.remove(callId);
        count = calls.size();
    }

    private static SessionId session(String callId) {
        return new SessionId(SESSION + callId);
    }

    private static String callId(SessionId session) {
        return session.value().substring(SESSION.length());
    }
}
