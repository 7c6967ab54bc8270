package io.carillon.proxy.call;

import io.carillon.protocol.media.LegId;
import io.carillon.protocol.media.MediaEvent.Played.End;
import io.carillon.protocol.media.PlaybackId;
import io.carillon.protocol.media.Sound;
import io.carillon.protocol.media.Source;
import io.carillon.protocol.media.TypedAhead;
import io.carillon.protocol.sip.Printable;
import io.carillon.proxy.dialplan.Channel.Played;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The caller alone with the plan: the time that passes, what it hears, and the keys it presses. Straight-line code on the
 * call's virtual thread.
 */
final class Listening {
    private static final Logger LOG = Logger.getLogger(Listening.class);

    /** The relay cuts when a key goes down and tells the key when it comes up. */
    private static final Duration KEY_COMES_UP = Duration.ofSeconds(10);

    /** How often we ask whether the relay is still there while nothing is heard of it. */
    private static final Duration RELAY_IS_ASKED = Duration.ofSeconds(30);

    /** How often it is asked whether who is told something is still there. */
    private static final Duration ANNOUNCED_TO_IS_ASKED = Duration.ofSeconds(1);

    private static final Source SILENCE = new Source.Silence();

    private final Inbox inbox;
    private final CallCommands call;
    private final Bridge bridge;
    private final Consumer<CallEvent> meanwhile;
    private final TypedAhead keys = new TypedAhead();
    private long pauses;
    private boolean playsOn;
    private Source heard = SILENCE;

    /** @param meanwhile takes what happens and is not waited for; keys come back by {@link #pressed} */
    Listening(Inbox inbox, CallCommands call, Bridge bridge, Consumer<CallEvent> meanwhile) {
        this.inbox = inbox;
        this.call = call;
        this.bridge = bridge;
        this.meanwhile = meanwhile;
    }

    /** A key that the plan may ask for. */
    void pressed(char key) {
        keys.pressed(key);
    }

    void forgetKeys() {
        keys.forget();
    }

    void pause(Duration duration) {
        var _ = await(duration, _ -> Optional.empty());
    }

    Optional<Character> key(Duration timeout) {
        Optional<Character> before = keys.next();
        return before.isPresent()
                ? before
                : await(timeout, event -> event instanceof CallEvent.KeyPressed ? keys.next() : Optional.empty());
    }

    Played play(List<Sound> sounds, String cutBy) {
        Optional<Character> typedAhead = keys.next(cutBy);
        if (typedAhead.isPresent()) {
            return new Played(typedAhead, Optional.empty());
        }
        PlaybackId id = bridge.nextPlayback();
        Optional<String> refused = hear(new Source.Playing(id, sounds, cutBy, false));
        if (refused.isPresent()) {
            return new Played(Optional.empty(), refused);
        }
        Played played = awaitEnd(id, cutBy);
        heard = SILENCE;
        keys.forgetAllBut(cutBy);
        return played;
    }

    private Played awaitEnd(PlaybackId id, String cutBy) {
        Optional<Played> end = Optional.empty();
        while (end.isEmpty()) {
            end = await(RELAY_IS_ASKED, event -> end(event, id, cutBy));
            if (end.isEmpty() && !bridge.isThere()) {
                return new Played(Optional.empty(), Optional.of("the media relay is lost"));
            }
        }
        return end.get();
    }

    private Optional<Played> end(CallEvent event, PlaybackId id, String cutBy) {
        if (event instanceof CallEvent.Played(PlaybackId ended, End how, Optional<String> missing)
                && ended.equals(id)) {
            return Optional.of(
                    switch (how) {
                        case FINISHED, UNPLAYABLE -> new Played(Optional.empty(), missing);
                        case CUT -> new Played(await(KEY_COMES_UP, next -> key(next, cutBy)), missing);
                    });
        }
        Optional<Character> byInfo = key(event, cutBy);
        byInfo.ifPresent(_ -> hear(SILENCE));
        return byInfo.map(key -> new Played(Optional.of(key), Optional.empty()));
    }

    void playOn(List<Sound> sounds) {
        playsOn = true;
        hear(new Source.Playing(bridge.nextPlayback(), sounds, "", true))
                .ifPresent(why -> LOG.warnf("Nothing is played: %s", Printable.line(why)));
    }

    void playNothing() {
        if (playsOn) {
            playsOn = false;
            hear(SILENCE);
        }
    }

    /** The caller has heard somebody else meanwhile: what was played to it before is over. */
    void alone() {
        playsOn = false;
        heard = SILENCE;
    }

    /** Plays to another party than the caller, to the end or until that party has left; what it keys in is nobody's. */
    void announce(LegId leg, List<Sound> sounds, BooleanSupplier left) {
        PlaybackId id = bridge.nextPlayback();
        boolean over = bridge.hear(leg, new Source.Playing(id, sounds, "", false))
                .map(refusal -> {
                    LOG.warnf("Nothing is announced: %s", Printable.line(refusal.why()));
                    return true;
                })
                .orElse(false);
        while (!over && !left.getAsBoolean()) {
            Optional<Boolean> heard = await(ANNOUNCED_TO_IS_ASKED, event -> ended(event, id));
            over = heard.isPresent() || !bridge.isThere();
        }
        bridge.hearAgain(leg);
    }

    private static Optional<Boolean> ended(CallEvent event, PlaybackId id) {
        if (event instanceof CallEvent.Played(PlaybackId ended, End _, Optional<String> missing) && ended.equals(id)) {
            missing.ifPresent(why -> LOG.warnf("Not announced: %s", Printable.line(why)));
            return Optional.of(true);
        }
        return Optional.empty();
    }

    /** What comes when so much time has passed, unless this call's time is asked for otherwise by then. */
    CallEvent alarm(Duration time) {
        pauses++;
        call.pause(pauses, time);
        return new CallEvent.PauseOver(pauses);
    }

    void echo(char until) {
        if (hear(new Source.Echo()).isEmpty()) {
            Optional<Character> end = Optional.empty();
            while (end.isEmpty() && bridge.isThere()) {
                end = await(RELAY_IS_ASKED, event -> key(event, String.valueOf(until)));
            }
            hear(SILENCE);
        }
        keys.forget();
    }

    /** Why the caller does not hear it. */
    private Optional<String> hear(Source source) {
        heard = source;
        return bridge.hear(source).map(CallMedia.Refusal::why);
    }

    /** Somebody else is the caller now: it hears what the one before was hearing, sounds from their beginning. */
    void callerReplaced() {
        if (bridge.joined().isEmpty() && !heard.equals(SILENCE)) {
            hear(heard).ifPresent(why -> LOG.warnf("The new caller hears nothing: %s", Printable.line(why)));
        }
    }

    /** One of the keys that are waited for, if the event has brought it. */
    private Optional<Character> key(CallEvent event, String wanted) {
        return event instanceof CallEvent.KeyPressed ? keys.next(wanted) : Optional.empty();
    }

    /** Waits until an event gives a result, or the time is over. */
    private <T> Optional<T> await(Duration limit, Function<CallEvent, Optional<T>> wanted) {
        CallEvent over = alarm(limit);
        return inbox.await(
                event -> {
                    if (event instanceof CallEvent.KeyPressed) {
                        // It is for the record, too, and comes back by pressed() where it is the plan's.
                        meanwhile.accept(event);
                    }
                    Optional<T> result = wanted.apply(event);
                    return result.isPresent() || event.equals(over) ? Optional.of(result) : Optional.empty();
                },
                event -> {
                    if (!(event instanceof CallEvent.KeyPressed)) {
                        meanwhile.accept(event);
                    }
                });
    }
}
