package io.carillon.relay.session;

import io.carillon.protocol.datagram.Timer;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaEvent.Recorded.End;
import io.carillon.protocol.media.RecordingId;
import io.carillon.protocol.sdp.Format;
import io.carillon.relay.recording.Answer;
import io.carillon.relay.recording.Chunk;
import io.carillon.relay.recording.Delivery;
import io.carillon.relay.recording.Recording;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * Records one leg's party: cuts what it says into chunks, and has them delivered, after the leg's end too. Owner: the
 * session's loop.
 */
final class Recorder {
    private static final Logger LOG = Logger.getLogger(Recorder.class);

    /** How exactly silence ends a recording of a party that sends nothing, and how late the last packets may be. */
    private static final Duration TICK = Duration.ofMillis(250);

    /** How long the end is kept from who waits for it, when the last chunks are not acknowledged. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Timer NONE = () -> {};

    private final LoopResources on;
    private final MediaCommand.Record command;
    private final Told told;
    private final Recording recording;
    private final Delivery delivery;
    private Timer tick;
    private Timer retry = NONE;
    private Timer patience = NONE;
    private boolean endTaken;
    private final CompletableFuture<Void> delivered = new CompletableFuture<>();
    private boolean isOver;
    private boolean isTold;
    private boolean lossLogged;

    /** Is told once, when it is over. */
    @FunctionalInterface
    interface Told {
        void recorded(Result result);
    }

    /** How it went. */
    record Result(RecordingId id, End end, Duration length, Optional<Character> key, Optional<String> why) {}

    /** Begins at once. */
    Recorder(LoopResources on, MediaCommand.Record command, List<Format> formats, Told told) {
        this.on = on;
        this.command = command;
        this.told = told;
        recording = new Recording(command.limits(), command.endedBy(), command.gain(), formats, now());
        delivery = new Delivery(now());
        tick = on.loop().schedule(TICK, this::tick);
    }

    boolean is(RecordingId id) {
        return command.recording().equals(id);
    }

    boolean isRunning() {
        return recording.ended().isEmpty();
    }

    /** Done when nothing of it is left to be sent. */
    CompletableFuture<Void> delivered() {
        return delivered;
    }

    /** From now on the party sends these. */
    void follow(List<Format> formats) {
        recording.follow(formats);
    }

    /** A packet of the party; see {@link Recording#hear}. */
    void hear(ByteBuffer packet, int payload, long now) {
        recording.hear(packet, payload, now);
        deliver();
    }

    void keyDown(char key) {
        recording.keyDown(key);
        deliver();
    }

    void stop(End how) {
        recording.stop(how);
        deliver();
    }

    private void tick() {
        recording.pass(now());
        deliver();
        if (isRunning()) {
            tick = on.loop().schedule(TICK, this::tick);
        }
    }

    private void deliver() {
        if (isOver) {
            return;
        }
        boolean news = false;
        for (var chunk = recording.chunk(); chunk.isPresent(); chunk = recording.chunk()) {
            news = true;
            if (!delivery.take(chunk.get())) {
                logLoss();
            }
        }
        if (!isRunning() && !endTaken) {
            news = true;
            endTaken = true;
            tick.cancel();
            delivery.end(now());
            patience = on.loop().schedule(PATIENCE, () -> tell(End.FAILED, Optional.of(delivery.doubt())));
        }
        if (news) {
            move();
        }
    }

    private void logLoss() {
        if (!lossLogged) {
            lossLogged = true;
            LOG.warnf("Recording %s loses sound: %s", command.recording(), delivery.doubt());
        }
    }

    private void move() {
        retry.cancel();
        switch (delivery.next(now())) {
            case Delivery.Next.Put(Chunk chunk) -> on.recipient().put(command.url(), chunk, this::answered);
            case Delivery.Next.End(int chunks) ->
                on.recipient().end(command.url(), chunks, recording.silence(), this::answered);
            case Delivery.Next.Pause(Duration length) -> retry = on.loop().schedule(length, this::move);
            case Delivery.Next.Wait() -> retry = NONE;
            case Delivery.Next.Over(Delivery.Outcome outcome) -> over(outcome);
        }
    }

    private void answered(Answer answer) {
        on.loop().execute(() -> {
            delivery.answered(answer, now());
            move();
        });
    }

    private void over(Delivery.Outcome outcome) {
        boolean cutShort = isRunning();
        isOver = true;
        delivered.complete(null);
        recording.stop(End.STOPPED);
        tick.cancel();
        patience.cancel();
        switch (outcome) {
            case Delivery.Outcome.Delivered() -> tell(how().how(), Optional.empty());
            case Delivery.Outcome.Unwanted() ->
                tell(cutShort ? End.STOPPED : End.FAILED, Optional.of("no more of it is wanted"));
            case Delivery.Outcome.Failed(String why) -> tell(End.FAILED, Optional.of(why));
        }
    }

    private void tell(End end, Optional<String> why) {
        if (isTold) {
            LOG.infof("Recording %s: %s", command.recording(), why.orElse("all of it has arrived after all"));
        } else {
            isTold = true;
            told.recorded(new Result(command.recording(), end, recording.length(), how().key(), why));
        }
    }

    private Recording.Ended how() {
        return recording.ended().orElseThrow();
    }

    private long now() {
        return on.loop().nanoTime();
    }
}
