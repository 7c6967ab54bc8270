package io.carillon.bench.recording;

import io.carillon.bench.phone.Sdp;
import io.carillon.protocol.datagram.DatagramLoop;
import io.carillon.protocol.media.LegId;
import io.carillon.protocol.media.MediaCommand;
import io.carillon.protocol.media.MediaEvent;
import io.carillon.protocol.media.MediaEvent.Recorded;
import io.carillon.protocol.media.MediaReply;
import io.carillon.protocol.media.RecordingId;
import io.carillon.protocol.media.RecordingLimits;
import io.carillon.protocol.media.SessionId;
import io.carillon.protocol.media.control.MediaSession;
import io.carillon.protocol.media.control.RelayPool;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Phones in calls with nobody but a relay, which dictate and are recorded all at once. Used by one thread. */
final class Dictations implements AutoCloseable {
    private static final LegId CALLER = new LegId("caller");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration TICK = Duration.ofMillis(1);
    private static final long NANOS_A_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int PACKETS_A_SECOND = 50;
    private static final RecordingLimits LIMITS = new RecordingLimits(RecordingLimits.LONGEST, Duration.ZERO, 0);

    private final DatagramLoop loop = DatagramLoop.start("dictations");
    private final List<Dictation> dictations = new ArrayList<>();
    private final List<MediaSession> sessions = new ArrayList<>();
    private final BlockingQueue<Recorded> recorded = new LinkedBlockingQueue<>();
    private final Keeper keeper;

    Dictations(RelayPool relays, Keeper keeper, int howMany) throws Exception {
        this.keeper = keeper;
        for (int number = 0; number < howMany; number++) {
            Dictation dictation = new Dictation(loop, number);
            MediaSession session = relays.open(new SessionId("dictation-" + number), "", this::told)
                    .orElseThrow(() -> new IOException("the relay is away"));
            List<MediaReply> replies = session.tell(
                    new MediaCommand.AcceptOffer(
                            session.id(),
                            CALLER,
                            Sdp.of(dictation.address()),
                            List.of("ulaw"),
                            true,
                            Optional.of("127.0.0.1")),
                    new MediaCommand.CreateAnswer(session.id(), CALLER, Optional.empty()));
            if (!(replies.getLast() instanceof MediaReply.Description(String sdp, List<String> _))) {
                throw new IOException("the relay answered " + replies);
            }
            dictation.speakTo(Sdp.address(sdp));
            dictations.add(dictation);
            sessions.add(session);
        }
    }

    private void told(MediaEvent event) {
        if (event instanceof Recorded end) {
            recorded.add(end);
        }
    }

    /** All are recorded for so long; then what arrived is held against what was said. */
    Kept dictate(Duration howLong) throws Exception {
        keeper.forget();
        for (int number = 0; number < sessions.size(); number++) {
            String url = keeper.url(number);
            done(
                    sessions.get(number),
                    new MediaCommand.Record(sessions.get(number).id(), CALLER, new RecordingId(url), url, LIMITS, ""));
        }
        talk(howLong);
        for (MediaSession session : sessions) {
            done(session, new MediaCommand.StopRecording(session.id(), CALLER));
        }
        int failed = 0;
        for (int i = 0; i < sessions.size(); i++) {
            Recorded end = recorded.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            failed += end == null || end.end() != Recorded.End.STOPPED ? 1 : 0;
        }
        return keeper.kept(dictations, failed);
    }

    private static void done(MediaSession session, MediaCommand command) throws IOException {
        List<MediaReply> replies = session.tell(command);
        if (!replies.equals(List.of(new MediaReply.Done()))) {
            throw new IOException("the relay answered " + replies);
        }
    }

    private void talk(Duration howLong) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> {
            long now = System.nanoTime();
            dictations.forEach(dictation -> dictation.beginAnew(now));
            tick(now, howLong.toNanos(), 0, done);
        });
        done.get(howLong.plus(PATIENCE).toSeconds(), TimeUnit.SECONDS);
    }

    private void tick(long begun, long howLong, long sent, CompletableFuture<Void> done) {
        long elapsed = Math.min(System.nanoTime() - begun, howLong);
        long due = (long) ((double) elapsed / NANOS_A_SECOND * PACKETS_A_SECOND * dictations.size());
        for (long i = sent; i < due; i++) {
            dictations.get((int) (i % dictations.size())).speak();
        }
        if (elapsed < howLong) {
            loop.schedule(TICK, () -> tick(begun, howLong, due, done));
        } else {
            loop.schedule(Duration.ofMillis(100), () -> done.complete(null));
        }
    }

    @Override
    public void close() {
        sessions.forEach(MediaSession::release);
        loop.close();
    }
}
