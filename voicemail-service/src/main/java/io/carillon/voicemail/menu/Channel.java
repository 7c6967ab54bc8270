package io.carillon.voicemail.menu;

import io.carillon.protocol.media.Sound;
import io.carillon.voicemail.message.Caller;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whoever has called, answered already. Used by the call's own virtual thread, which waits in each method; each throws
 * {@link HungUp} once the caller has gone. Keys are {@code 0-9 * #}, in the order they were pressed; those that nobody has
 * taken yet wait, so a caller who knows the menus need not listen to them.
 */
public interface Channel {

    Caller caller();

    /**
     * Plays, one after the other.
     *
     * @param cutBy the keys that end it at once, and that {@link Played} then tells; one that waits lets nothing be heard
     */
    Played play(List<Sound> sounds, String cutBy);

    /** The next key, if there is one in time. */
    Optional<Character> key(Duration within);

    /**
     * Records until something ends it. A caller who hangs up meanwhile is an outcome here, and {@link HungUp} from then on:
     * what was said until then counts.
     */
    RecordingOutcome record(RecordingRequest request);
}
