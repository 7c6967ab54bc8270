package io.carillon.voicemail.call;

import io.carillon.protocol.media.MediaEvent;
import io.carillon.protocol.media.PlaybackId;
import io.carillon.protocol.media.RecordingId;
import io.carillon.protocol.media.Sound;
import io.carillon.protocol.media.Source;
import io.carillon.protocol.media.TypedAhead;
import io.carillon.protocol.sip.Printable;
import io.carillon.voicemail.menu.Channel;
import io.carillon.voicemail.menu.HungUp;
import io.carillon.voicemail.menu.Played;
import io.carillon.voicemail.menu.RecordingOutcome;
import io.carillon.voicemail.menu.RecordingOutcome.End;
import io.carillon.voicemail.menu.RecordingRequest;
import io.carillon.voicemail.message.Caller;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The caller at the far end of a leg at a relay. A relay that does not answer any more counts as a caller who has gone: the
 * call cannot go on, and what was recorded is delivered by its lease. For the call's own thread.
 */
final class RelayChannel implements Channel {
    private static final Logger LOG = Logger.getLogger(RelayChannel.class);

    /** How often the relay is asked whether it is still there while nothing is heard of it. */
    static final Duration RELAY_IS_ASKED = Duration.ofSeconds(2);

    /** A hiccup is no loss: a relay may refuse this many times. */
    private static final int MOST_SILENCES = 2;

    /** The relay cuts when a key goes down, and tells the key when it comes up. */
    private static final Duration KEY_COMES_UP = Duration.ofSeconds(10);

    /** The relay tells the end of a recording at most so long after it: contract of {@link MediaEvent.Recorded}. */
    private static final Duration RECORDING_IS_TOLD = Duration.ofSeconds(6);

    private static final Source SILENCE = new Source.Silence();

    private final Inbox inbox;
    private final LegMedia media;
    private final Caller caller;
    private final Duration asked;
    private final TypedAhead keys = new TypedAhead();
    /** Ended a recording, and is told once more when it comes up. */
    private Optional<Character> held = Optional.empty();

    private boolean gone;
    private long playbacks;

    /** @param asked how often the relay is, whether it is still there: {@link #RELAY_IS_ASKED} */
    RelayChannel(Inbox inbox, LegMedia media, Caller caller, Duration asked) {
        this.inbox = inbox;
        this.asked = asked;
        this.media = media;
        this.caller = caller;
    }

    @Override
    public Caller caller() {
        return caller;
    }

    /**
     * Waits for the ACK. By way of the relay keys may be here sooner than it is, and count.
     *
     * @throws HungUp if the caller or the relay has gone, or it does not come in time
     */
    CallEvent.Confirmed awaitConfirmed(Duration within) {
        long end = System.nanoTime() + within.toNanos();
        for (long left = within.toNanos(); left > 0; left = end - System.nanoTime()) {
            Optional<CallEvent> event = awaitUntil(Duration.ofNanos(left));
            if (event.isPresent() && event.get() instanceof CallEvent.Confirmed confirmed) {
                return confirmed;
            }
            event.ifPresent(this::note);
        }
        throw lost();
    }

    @Override
    public Played play(List<Sound> sounds, String cutBy) {
        pollKeys();
        Optional<Character> before = keys.next(cutBy);
        if (before.isPresent()) {
            return new Played(before, Duration.ZERO);
        }
        playbacks++;
        Optional<String> refused = media.hear(new Source.Playing(new PlaybackId(playbacks), sounds, cutBy, false));
        if (refused.isPresent()) {
            LOG.warnf("Nothing is played: %s", Printable.line(refused.get()));
            throw lost();
        }
        return awaitPlayed(cutBy);
    }

    private Played awaitPlayed(String cutBy) {
        long began = System.nanoTime();
        for (; ; ) {
            CallEvent event = await(Duration.ofNanos(Long.MAX_VALUE));
            if (event instanceof CallEvent.Played played && played.playback() == playbacks) {
                played.why().ifPresent(why -> LOG.warnf("Not everything is played: %s", Printable.line(why)));
                return new Played(
                        played.end() == MediaEvent.Played.End.CUT ? cuttingKey(cutBy) : Optional.empty(),
                        played.played());
            }
            note(event);
            // One by INFO, or one that went down before the relay knew of this.
            Optional<Character> key = keys.next(cutBy);
            if (key.isPresent()) {
                media.hear(SILENCE);
                return new Played(key, Duration.ofNanos(System.nanoTime() - began));
            }
        }
    }

    private Optional<Character> cuttingKey(String cutBy) {
        Optional<Character> key = keys.next(cutBy);
        long end = System.nanoTime() + KEY_COMES_UP.toNanos();
        for (long left = KEY_COMES_UP.toNanos(); key.isEmpty() && left > 0; left = end - System.nanoTime()) {
            Optional<CallEvent> event = awaitUntil(Duration.ofNanos(left));
            event.ifPresent(this::note);
            key = keys.next(cutBy);
        }
        return key;
    }

    @Override
    public Optional<Character> key(Duration within) {
        pollKeys();
        long end = System.nanoTime() + within.toNanos();
        Optional<Character> key = keys.next();
        for (long left = within.toNanos(); key.isEmpty() && left > 0; left = end - System.nanoTime()) {
            awaitUntil(Duration.ofNanos(left)).ifPresent(this::note);
            key = keys.next();
        }
        return key;
    }

    @Override
    public RecordingOutcome record(RecordingRequest request) {
        pollKeys();
        // What was pressed before the tone has not ended what is said after it.
        keys.forget();
        String id = request.into().id().text();
        Optional<String> refused =
                media.record(new RecordingId(id), request.into().url(), request.limits(), request.endedBy());
        if (refused.isPresent()) {
            LOG.warnf("Nothing is recorded: %s", Printable.line(refused.get()));
            gone = true;
            return new RecordingOutcome(End.FAILED, Duration.ZERO, Optional.empty());
        }
        return new Listening(id, request.endedBy()).run(request.limits().longest());
    }

    /** One recording, from its beginning to what the relay tells of its end. */
    private final class Listening {
        private final String id;
        private final String endedBy;
        private Optional<Character> byInfo = Optional.empty();
        private boolean keyIsUp;

        Listening(String id, String endedBy) {
            this.id = id;
            this.endedBy = endedBy;
        }

        RecordingOutcome run(Duration longest) {
            long end = System.nanoTime() + longest.plus(RECORDING_IS_TOLD).toNanos();
            for (; ; ) {
                long left = end - System.nanoTime();
                Optional<CallEvent> event = gone || left <= 0 ? Optional.empty() : next(Duration.ofNanos(left));
                if (event.isEmpty()) {
                    media.stopRecording();
                    return afterwards();
                }
                Optional<RecordingOutcome> outcome = on(event.get());
                if (outcome.isPresent()) {
                    return outcome.get();
                }
            }
        }

        /** Empty where the caller, or the relay, has gone. */
        private Optional<CallEvent> next(Duration within) {
            try {
                return awaitUntil(within);
            } catch (HungUp left) {
                return Optional.empty();
            }
        }

        private Optional<RecordingOutcome> on(CallEvent event) {
            switch (event) {
                case CallEvent.Recorded recorded
                when recorded.recording().equals(id) -> {
                    return Optional.of(outcome(recorded));
                }
                // The recording has ended already, and the last of it is on its way.
                case CallEvent.Key key when keyIsUp -> note(key);
                case CallEvent.Key(char key, boolean info)
                when endedBy.indexOf(key) >= 0 -> {
                    keyIsUp = true;
                    if (info && byInfo.isEmpty()) {
                        byInfo = Optional.of(key);
                        media.stopRecording();
                    }
                }
                // Other keys are part of what is said.
                case CallEvent.Key _, CallEvent.Recorded _, CallEvent.Played _, CallEvent.Confirmed _ -> {}
                case CallEvent.Gone() -> gone = true;
            }
            return Optional.empty();
        }

        /** The caller has gone, and the last half second is still on its way. */
        private RecordingOutcome afterwards() {
            long end = System.nanoTime() + RECORDING_IS_TOLD.toNanos();
            for (long left = RECORDING_IS_TOLD.toNanos(); left > 0; left = end - System.nanoTime()) {
                Optional<CallEvent> event = inbox.take(Duration.ofNanos(left));
                if (event.isPresent()
                        && event.get() instanceof CallEvent.Recorded recorded
                        && recorded.recording().equals(id)) {
                    return new RecordingOutcome(End.HUNG_UP, recorded.length(), Optional.empty());
                }
            }
            gone = true;
            return new RecordingOutcome(End.HUNG_UP, Duration.ZERO, Optional.empty());
        }

        private RecordingOutcome outcome(CallEvent.Recorded recorded) {
            recorded.why().ifPresent(why -> LOG.warnf("Recording %s: %s", id, Printable.line(why)));
            if (byInfo.isPresent()) {
                return new RecordingOutcome(End.KEY, recorded.length(), byInfo);
            }
            if (recorded.key().isPresent() && !keyIsUp) {
                held = recorded.key();
            }
            End end = switch (recorded.end()) {
                case KEY -> End.KEY;
                case SILENCE -> End.SILENCE;
                case LONGEST, STOPPED -> End.LONGEST;
                case LEFT, FAILED -> End.FAILED;
            };
            return new RecordingOutcome(end, recorded.length(), recorded.key());
        }
    }

    /** What happens next, the relay being asked now and then whether it is still there. */
    private CallEvent await(Duration within) {
        return awaitUntil(within).orElseThrow(this::lost);
    }

    private Optional<CallEvent> awaitUntil(Duration within) {
        int silences = 0;
        for (Duration left = within; left.isPositive(); left = left.minus(asked)) {
            throwIfGone();
            Duration step = left.compareTo(asked) < 0 ? left : asked;
            Optional<CallEvent> event = inbox.take(step);
            if (event.isPresent()) {
                gone = event.get() instanceof CallEvent.Gone;
                throwIfGone();
                return event;
            }
            silences = media.isThere() ? 0 : silences + 1;
            if (silences >= MOST_SILENCES) {
                LOG.warn("The media relay is lost, and the call with it");
                throw lost();
            }
        }
        return Optional.empty();
    }

    private void throwIfGone() {
        if (gone) {
            throw new HungUp();
        }
    }

    private HungUp lost() {
        gone = true;
        return new HungUp();
    }

    /** Takes what is there already, without waiting. */
    private void pollKeys() {
        throwIfGone();
        for (Optional<CallEvent> event = inbox.take(Duration.ZERO);
                event.isPresent();
                event = inbox.take(Duration.ZERO)) {
            gone = event.get() instanceof CallEvent.Gone;
            throwIfGone();
            note(event.get());
        }
    }

    private void note(CallEvent event) {
        if (event instanceof CallEvent.Key(char key, boolean byInfo)) {
            if (!byInfo && held.filter(pressed -> pressed == key).isPresent()) {
                held = Optional.empty();
            } else {
                keys.pressed(key);
            }
        }
    }
}
